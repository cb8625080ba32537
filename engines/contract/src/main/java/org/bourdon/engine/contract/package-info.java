/** What every engine has to pass. */
package org.bourdon.engine.contract;
