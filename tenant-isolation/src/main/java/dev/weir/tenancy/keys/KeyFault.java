package dev.weir.tenancy.keys;

/** What is wrong with a file that keeps a secret. The text says what to do. */
public enum KeyFault {
    /** There is no master key. */
    MASTER_ABSENT("The master key is not there, and no secret can be used without it: put its file back."),
    /** The master key is under a passphrase, and none was given. */
    PASSPHRASE_MISSING("The master key is under a passphrase: open the keys with it."),
    /** A passphrase was given for a master key that is under none. */
    PASSPHRASE_UNWANTED("The master key is not under a passphrase: open the keys without one."),
    /** The passphrase is not the one that the master key is under. */
    PASSPHRASE_WRONG("The passphrase is not the right one: give the one that the master key was made with."),
    /** The file is of another format or a later version. */
    UNKNOWN_VERSION("The file is not of a version that is known here: read it with the version of Weir that wrote it."),
    /** The file ends before its content does. */
    CUT_SHORT("The file was cut short: put it back from a backup."),
    /** The file's checksum is not that of its bytes. */
    DAMAGED("The file was damaged after it was written: put it back from a backup."),
    /** A number in the file is outside its bounds. */
    OUT_OF_BOUNDS(
            "The file asks for a number of iterations that no honest writer asks for: put it back from a backup."),
    /** The file holds the secret of another name. */
    WRONG_NAME("The file holds the secret of another file: files were swapped, so give each its own name again."),
    /** The secret cannot be unwrapped. */
    NOT_UNDER_THIS_MASTER("The secret is not wrapped under this master key, or somebody changed it on purpose: put both"
            + " files back from the same backup."),
    /** The root key is kept elsewhere. */
    ROOT_ABSENT("The root key is kept elsewhere, and the trust file cannot be changed without it: put root.pk8 back"
            + " into private/ for as long as that takes.");

    private final String text;

    KeyFault(String text) {
        this.text = text;
    }

    /** What is wrong and what to do, in one sentence for a person. */
    public String text() {
        return text;
    }
}
