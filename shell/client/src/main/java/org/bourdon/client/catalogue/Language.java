package org.bourdon.client.catalogue;

/**
 * As the catalogue puts it; what it does not say is empty.
 *
 * @param code such as {@code en_US}
 */
record Language(String code, String nativeName, String englishName, String country) {

    /** Such as {@code English (Great Britain)}. */
    String forPerson() {
        String name = englishName.isEmpty() ? code : englishName;
        return country.isEmpty() ? name : name + " (" + country + ")";
    }
}
