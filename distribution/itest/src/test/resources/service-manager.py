"""Stands in for systemd: keeps the socket of a unit, starts its service with the first client, hears what that notifies.

    service-manager.py FOLDER-OF-UNITS WATCHDOG-MICROSECONDS

Says a line on standard output for whatever happens. Ends, and ends the service, with its standard input; 'term' there stops the service.
"""
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile

units, watchdog = sys.argv[1:]


def unit(name):
    text = open(os.path.join(units, name), encoding="utf-8").read().replace("\\\n", " ")
    lines = [line.partition("=") for line in text.splitlines() if "=" in line and not line.startswith("#")]
    return [(key, value.replace("%%", "%")) for key, _, value in lines]


def say(*words):
    print(*words, flush=True)


service = unit("bourdon.service")
door = next(value for key, value in unit("bourdon.socket") if key == "ListenStream")
listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
os.umask(0o077)
listening.bind(door)
listening.listen(64)

ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
ear.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
folder = tempfile.mkdtemp()
ear.bind(os.path.join(folder, "notify"))

process = None
ended = False


def start():
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/", "LANG": "C.UTF-8", "NOTIFY_SOCKET": os.path.join(folder, "notify"), "WATCHDOG_USEC": watchdog,
                   "INVOCATION_ID": "0" * 32}
    for key, value in service:
        if key == "Environment":
            name, _, text = shlex.split(value)[0].partition("=")
            environment[name] = text
    command = [word.replace("$$", "$") for word in shlex.split(next(value for key, value in service if key == "ExecStart"))]

    # WATCHDOG_PID is only known in the child: a shell puts its own number there and becomes the service, as systemd's child does.
    return subprocess.Popen(["/bin/sh", "-c", 'WATCHDOG_PID=$$ exec "$@"', "sh", *command], env=environment, stdin=listening.fileno(),
                            stdout=sys.stderr, stderr=sys.stderr)


say("listening", door)
while not ended or process is not None:
    waiting = [ear] + ([] if ended else [sys.stdin]) + ([listening] if process is None else [])
    ready, _, _ = select.select(waiting, [], [], 0.05)
    if listening in ready:
        process = start()
        say("started", process.pid)
    if ear in ready:
        message, ancillary, _, _ = ear.recvmsg(4096, socket.CMSG_SPACE(12))
        sender = int.from_bytes(ancillary[0][2][:4], sys.byteorder)
        for line in message.decode().splitlines():
            say("notified", sender, line)
    if sys.stdin in ready:
        line = sys.stdin.readline()
        ended = ended or not line
        if process is not None and (ended or line == "term\n"):
            process.send_signal(signal.SIGTERM)
    if process is not None and process.poll() is not None and ear not in select.select([ear], [], [], 0)[0]:
        say("ended", process.returncode)
        process = None
say("over")
