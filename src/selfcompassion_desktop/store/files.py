"""Files that only their owner reads, and that are whole at every instant."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_NETWORK = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4"),
    *("smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs"),
    *("fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
}
"""Types of file systems, as the system names them, whose files other machines may hold open."""


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that exists keeps the rights it has."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, or take the rights of others from the one that exists."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.stat().st_mode & 0o077 and sys.platform != "win32":
            path.chmod(0o600)


def sync(path: Path) -> None:
    """Have a file or a folder on the disk itself before going on; folders cannot be told so on Windows."""
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(made: Path, path: Path) -> None:
    """Give a finished, closed file its name, in one step that a power cut cannot halve."""
    sync(made)
    made.replace(path)
    with suppress(OSError):  # some file systems refuse to sync a folder; the file itself is on the disk
        sync(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a private file that is the old or the new one at every instant; nothing half-made is left."""
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        make_private_folder(path.parent)
        make_private_file(made)
        made.write_bytes(content)
        put_in_place(made, path)
    except OSError:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        raise


def on_network(path: Path) -> bool:
    """Whether a path lies on a network drive, where memory cannot be shared between machines."""
    if sys.platform == "win32":
        return _on_windows_network(path)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return network_type(os.path.realpath(path), mounts)


def network_type(path: str, mounts: str) -> bool:
    """Whether the mount that holds `path` is a network's, by the text of /proc/mounts."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ").rstrip("/")
        # The last of several mounts on one place is the one that is seen.
        if (path == point or path.startswith(point + "/")) and len(point) >= longest:
            longest, kind = len(point), found
    return kind in _NETWORK


def _on_windows_network(path: Path) -> bool:
    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return True
    import ctypes

    remote = 4
    return bool(getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive + "\\") == remote)  # noqa: B009
