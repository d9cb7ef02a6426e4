#!/bin/bash
# The first process of a box: namespaces of its own, an overlay over a root that goes away with
# them, and then systemd. Called by box.py through unshare: boot_in_box.sh FOLDER ROOT.
set -euo pipefail
box=$1
mount --make-rprivate /
mount -t tmpfs -o size=2G tmpfs "$box/mnt"
mkdir -p "$box"/mnt/{up,work,root}
root=$box/mnt/root
mount -t overlay overlay -o "lowerdir=$2,upperdir=$box/mnt/up,workdir=$box/mnt/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/tmp/share"
mount --bind "$box/share" "$root/tmp/share"
mount --rbind /dev "$root/dev"
echo box >"$root/etc/hostname"
: >"$root/etc/fstab"
rm -rf "$root"/etc/systemd/system/*.wants/* "$root/var/log/journal"
export container=box
exec chroot "$root" /lib/systemd/systemd --system --log-target=journal
