package org.bourdon.benchmarks;

/** What is spoken: five words, sixteen words, eight sentences of 117 words, and a book of 2,000 sentences. */
final class Texts {

    static final String SHORT = "Your table is ready now.";
    static final String MEDIUM = "The train to the northern coast leaves at seven from the second platform of the station.";
    static final String PARAGRAPH = """
            The old house at the end of the road had been empty for almost twenty years. \
            Nobody in the village could remember who had lived there before the war. \
            Children said that a light moved behind the windows when the moon was full. \
            One morning in the spring a young woman came with a key and a suitcase. \
            She opened every door and let the cold air out of the dark rooms. \
            By the evening there was smoke above the chimney and bread on the table. \
            The neighbours came to look, and she asked all of them to a late dinner. \
            When they walked home that night, the light behind the windows was only a kitchen lamp.""";
    static final String BOOK = (PARAGRAPH + "\n\n").repeat(250);

    private Texts() {
    }
}
