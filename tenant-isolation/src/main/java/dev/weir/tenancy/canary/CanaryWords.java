package dev.weir.tenancy.canary;

import java.util.List;

/** Words of one length that canaries are made of, in a fixed order: another order would be other canaries. */
final class CanaryWords {
    static final List<String> ALL = List.of("""
            anchor barrel basket beacon blazer bonnet border bottle branch breeze bridge bronze bucket button
            cactus camera candle canvas canyon carpet carton castle cavern cedars cellar cherry cinder circus
            citrus clover cobalt coffee column comets convoy cookie copper corner cotton course cradle crater
            crayon cruise curfew cutter damask dancer dapper decade desert diesel dinner dollar domino donkey
            dragon drawer driver eagles echoes editor effort eighty elbows embers emblem empire engine ermine
            escort estate ethics fabric falcon farmer fathom feline fennel ferret fiddle finger flavor flight
            floral flower forest fossil fringe frozen galaxy gallon garage garden garlic garnet gazebo ginger
            girder glider goblet golden gravel gutter hamlet hammer hangar harbor hazels helmet herald hermit
            hiking hollow honest hornet humble hunter icicle indigo infant insect island jacket jaguar jersey
            jigsaw jockey jungle junior kennel kernel kettle kitten ladder lagoon lancer laurel lawyer leader
            legend lemons lentil lesson lilacs limber linden liquid lizard locket lumber magnet maiden mallet
            mantle marble marina marlin meadow meteor mirror mister mitten modern monkey mortar mosaic muffin
            museum mutton napkin needle nickel nimble notary nugget oboist octave olives onward orange orchid
            origin osprey outlet oyster packet paddle palace parcel pardon parrot pastel pebble pencil pepper
            petrol pewter picnic pigeon pillar pillow pirate planet plaque pocket poetry poncho poplar potato
            powder prince puddle pulley puppet purple puzzle quarry quartz quiver rabbit racket raisin ranger
            rattle ravine ribbon riddle ripple rocket rubber saddle sailor salmon sandal scenic season sector
            shadow shrine silver siphon sketch sleeve socket sonnet spider spiral sponge spruce stable statue
            stream studio summer sunset""".strip().split("\\s+", -1));

    private CanaryWords() {}
}
