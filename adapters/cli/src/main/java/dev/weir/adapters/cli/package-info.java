/**
 * The command line.
 *
 * <p>The main class is the entry point; each command is one class. Standard output carries results only, standard error
 * carries diagnostics, and exit codes are part of the contract. It answers the threat that a failed scan is read as a clean
 * one.
 */
@NullMarked
package dev.weir.adapters.cli;

import org.jspecify.annotations.NullMarked;
