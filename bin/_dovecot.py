"""A private dovecot: its mail in a folder of its own, reached on a port of this machine, gone afterwards."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bin._debian import install

PATIENCE = 10
PASSWORD = "p/ss"
# Everybody may in by the one password: each test is a user of its own. Nothing of it needs root.
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mailbox_list_index = no
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
"""


def missing() -> str:
    """Why there is none, after it was tried to install one; nothing where there is."""
    why = "" if binary() else install("dovecot-imapd")
    return "" if binary() else why or "its package was installed, but dovecot is nowhere"


@contextmanager
def dovecot(program: Path) -> Iterator[str]:
    """Its address, with {user} where one goes. Ready in a tenth of a second."""
    with tempfile.TemporaryDirectory(prefix="handrail-imap-") as place:
        folder, port = Path(place), _free_port()
        user = _user()
        _write(folder, port, user)
        server = subprocess.Popen(
            [program, "-F", "-c", folder / "dovecot.conf"],
            user=user.pw_uid, group=user.pw_gid, extra_groups=[] if os.geteuid() == 0 else None,
            cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _await(port, server, folder / "log")
            yield f"imap://{{user}}:{PASSWORD.replace('/', '%2F')}@127.0.0.1:{port}/INBOX"
        finally:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()


def binary() -> Path | None:
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def _user() -> pwd.struct_passwd:
    """Somebody who may nothing, where we are root; else ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _write(folder: Path, port: int, user: pwd.struct_passwd) -> None:

    group = grp.getgrgid(user.pw_gid).gr_name
    words = {"folder": folder, "user": user.pw_name, "group": group, "port": port, "password": PASSWORD}
    (folder / "dovecot.conf").write_text(CONFIG.format(**words), encoding="utf-8")
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
    for place in (folder, *folder.iterdir()):
        os.chown(place, user.pw_uid, user.pw_gid)


def _await(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"dovecot did not start:\n{log.read_text()[-2000:] if log.exists() else server.poll()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
