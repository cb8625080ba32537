package org.bourdon.client.sound;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bourdon.client.Programs;

/** A program of the system that plays sound. */
public enum Player {

    PACAT(true) {
        @Override
        List<String> arguments(int sampleRate) {
            return List.of("--playback", "--raw", "--format=s16le", "--channels=1", "--rate=" + sampleRate, "--client-name=bourdon", "--latency-msec=300");
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return pulse(variables, root);
        }
    },
    PW_CAT(true) {
        @Override
        List<String> arguments(int sampleRate) {
            return List.of("--playback", "--raw", "--format=s16", "--channels=1", "--rate=" + sampleRate, "-");
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return pipewire(variables, root);
        }
    },
    APLAY(true) {
        @Override
        List<String> arguments(int sampleRate) {
            return List.of("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", String.valueOf(sampleRate), "-");
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return card(root);
        }
    },
    FFPLAY(true) {
        @Override
        List<String> arguments(int sampleRate) {
            // A WAV stream: the options for raw sound differ between its versions.
            return List.of("-loglevel", "error", "-nodisp", "-autoexit", "-f", "wav", "-i", "pipe:0");
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return pulse(variables, root) || pipewire(variables, root) || card(root) || mac(root);
        }
    },
    PLAY(true) {
        @Override
        List<String> arguments(int sampleRate) {
            return List.of("-q", "-t", "raw", "-e", "signed", "-b", "16", "-c", "1", "-r", String.valueOf(sampleRate), "-");
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return pulse(variables, root) || pipewire(variables, root) || card(root) || mac(root);
        }
    },
    AFPLAY(false) {
        @Override
        List<String> arguments(int sampleRate) {
            return List.of();
        }

        @Override
        boolean canBeHeard(Map<String, String> variables, Path root) {
            return mac(root);
        }
    };

    private final boolean streams;

    Player(boolean streams) {
        this.streams = streams;
    }

    /** A player and where its program lies. */
    public record Found(Player player, Path program) {

        List<String> command(int sampleRate) {
            var command = new ArrayList<String>();
            command.add(program.toString());
            command.addAll(player.arguments(sampleRate));
            return command;
        }
    }

    String program() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it reads from a pipe; else it wants a whole file. */
    public boolean streams() {
        return streams;
    }

    boolean wantsWav() {
        return this == FFPLAY;
    }

    abstract List<String> arguments(int sampleRate);

    /** Whether there is a sound server or card that it could reach: a player alone is silent. */
    abstract boolean canBeHeard(Map<String, String> variables, Path root);

    /** @param root of the file system, {@code /} */
    public static Optional<Found> find(Map<String, String> variables, Path root) {
        for (Player player : values()) {
            Optional<Path> program = Programs.find(player.program(), variables);
            if (program.isPresent() && player.canBeHeard(variables, root)) {
                return Optional.of(new Found(player, program.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean pulse(Map<String, String> variables, Path root) {
        if (!variables.getOrDefault("PULSE_SERVER", "").isEmpty()) {
            return true;
        }
        // The classic server is started by its first client.
        return inRuntimeFolder("pulse/native", variables) || Files.exists(root.resolve("run/pulse/native")) || Programs.find("pulseaudio", variables).isPresent();
    }

    private static boolean pipewire(Map<String, String> variables, Path root) {
        return !variables.getOrDefault("PIPEWIRE_REMOTE", "").isEmpty() || inRuntimeFolder("pipewire-0", variables)
                || Files.exists(root.resolve("run/pipewire/pipewire-0"));
    }

    private static boolean inRuntimeFolder(String name, Map<String, String> variables) {
        String folder = variables.getOrDefault("XDG_RUNTIME_DIR", "");
        return !folder.isEmpty() && Files.exists(Path.of(folder, name));
    }

    private static boolean card(Path root) {
        return Files.isDirectory(root.resolve("proc/asound/card0"));
    }

    private static boolean mac(Path root) {
        return Files.exists(root.resolve("usr/bin/afplay"));
    }
}
