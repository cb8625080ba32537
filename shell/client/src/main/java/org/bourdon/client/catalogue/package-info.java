/** Getting voices: the public catalogue, downloads that go on where they stopped, and the voices folder. */
package org.bourdon.client.catalogue;
