package org.bourdon.client.completion;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Model.OptionSpec;

/** The branches by which a completion script finds out where it is: a place and the word after it. */
final class Cases {

    private Cases() {
    }

    /** Where the next word leads to another command. */
    static List<String> places(List<CommandPage> pages) {
        return pages.stream().skip(1).map(CommandPage::place).toList();
    }

    /** After which options comes a value of this kind. */
    static List<String> options(List<CommandPage> pages, CommandPage.Value kind) {
        var cases = new ArrayList<String>();
        for (CommandPage page : pages) {
            for (OptionSpec option : page.options()) {
                if (CommandPage.takesValue(option) && CommandPage.Value.of(option) == kind) {
                    List.of(option.names()).forEach(name -> cases.add(page.place() + " " + name));
                }
            }
        }
        return cases;
    }

    /** After which words comes a command line of its own. */
    static List<String> commands(List<CommandPage> pages) {
        return pages.stream().filter(CommandPage::runsCommand).map(page -> page.place() + " --").toList();
    }

    /** Which of them take files where no option stands. */
    static List<String> takingFiles(List<CommandPage> pages) {
        return pages.stream().filter(CommandPage::takesFiles).map(CommandPage::place).toList();
    }

    /** As the pattern of a branch. */
    static String quoted(List<String> cases) {
        return "'" + String.join("' | '", cases) + "'";
    }
}
