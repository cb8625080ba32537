/**
 * How English text becomes phonemes, in plain Java.
 * <p>
 * A text is cut into sentences as it arrives ({@code SentenceSplitter}), each looked at no further than a longest sentence. A sentence is
 * walked through once ({@code normal.Normaliser}): where a number, a date, an amount of money, an abbreviation, an address or a symbol
 * begins, an ordered list of small rules says how it is read; everything else is a plain word. Each word is then looked up
 * ({@code pronounce.Pronouncer}): in the user's lexicon, in the table of homographs, in the CMU dictionary (compiled by the build into
 * 1.5 MB that are searched as they lie in memory), among its parts if it is a plural, a possessive or a compound; what remains unknown
 * goes to a small network that runs on an engine's lane. Last, the sentence is cut where a speaker would breathe ({@code Cutter}), and
 * {@code Questions} decides whether it rises.
 * <p>
 * To teach it a word, write a line into {@code lexicon/en.txt} of the runtime folder: {@code bourdon /bˈʊɹdən/} or
 * {@code bourdon  B UH1 R D AH0 N}. The next sentence knows it.
 */
package org.bourdon.text.english;
