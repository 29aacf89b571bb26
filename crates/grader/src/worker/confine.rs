//! Confinement of a worker, by what the kernel offers: Landlock for files and network, seccomp for system calls.
//!
//! It comes on top of the sandbox: a guest can reach none of this. It is there for the day when a fault of the
//! host's lets one out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caps::{CapSet, Capability};
use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetStatus, Scope, path_beneath_rules,
};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// What of the disk is left to a process.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// What it may read: the cache.
    pub read: &'a Path,
    /// The folders below it that it may write to, too: none for a process that is sent submissions.
    pub written: &'a [PathBuf],
}

/// What of it the kernel has put in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Landlock: only the cache can be read, nothing be written but what was said, no TCP, no abstract socket, no signal to others.
    pub files: bool,
    /// seccomp: no new process, no new socket, nothing but the calls that a grade needs.
    pub calls: bool,
}

/// The kernel has it, but would not put it in force.
#[derive(Debug, thiserror::Error)]
pub enum ConfineError {
    /// Landlock.
    #[error("failed to restrict files: {0}")]
    Landlock(#[from] landlock::RulesetError),
    /// seccomp.
    #[error("failed to restrict system calls: {0}")]
    Seccomp(#[from] seccompiler::Error),
    /// Capabilities.
    #[error("failed to drop capabilities: {0}")]
    Capabilities(#[from] caps::errors::CapsError),
    /// The filter itself.
    #[error("failed to build the system-call filter: {0}")]
    Filter(#[from] seccompiler::BackendError),
}

/// Confines the calling thread and every thread that it starts from now on: of the file system only what is in reach is left, and
/// of what the superuser may nothing.
///
/// What is open already stays open.
///
/// # Errors
///
/// When the kernel has the means but refuses; where it hasn't, the result says so.
pub fn confine(reach: Reach<'_>) -> Result<Confinement, ConfineError> {
    drop_capabilities()?;
    Ok(Confinement {
        files: restrict_files(reach)?,
        calls: restrict_calls()?,
    })
}

/// Gives up every capability, in all sets: a service that runs as root has workers that are nobody in particular.
fn drop_capabilities() -> Result<(), caps::errors::CapsError> {
    caps::clear(None, CapSet::Ambient)?;
    // Who lacks this one has nothing to gain from the bounding set either: no new program is privileged (`no_new_privs`,
    // which Landlock and seccomp set).
    if caps::has_cap(None, CapSet::Effective, Capability::CAP_SETPCAP)? {
        for capability in caps::runtime::thread_all_supported() {
            caps::drop(None, CapSet::Bounding, capability)?;
        }
    }
    for set in [CapSet::Inheritable, CapSet::Effective, CapSet::Permitted] {
        caps::clear(None, set)?;
    }
    Ok(())
}

fn restrict_files(reach: Reach<'_>) -> Result<bool, ConfineError> {
    // The newest that this crate knows; an older kernel gives what it has.
    let abi = ABI::V6;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(
            [reach.read],
            AccessFs::ReadFile | AccessFs::ReadDir,
        ))?
        .add_rules(path_beneath_rules(reach.written, writing(abi)))?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// What making a snapshot takes: a file under another name, which gets its own when it is complete.
fn writing(abi: ABI) -> BitFlags<AccessFs> {
    let needed = AccessFs::ReadFile
        | AccessFs::ReadDir
        | AccessFs::WriteFile
        | AccessFs::MakeReg
        | AccessFs::RemoveFile
        | AccessFs::Truncate;
    // An older kernel doesn't know all of them.
    needed & AccessFs::from_all(abi)
}

fn restrict_calls() -> Result<bool, ConfineError> {
    let Ok(arch) = std::env::consts::ARCH.try_into() else {
        return Ok(false);
    };
    // glibc starts threads with clone3, whose flags a filter can't see. Told that the kernel lacks it, it takes clone.
    let no_clone3 = SeccompFilter::new(
        BTreeMap::from([(libc::SYS_clone3, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS.cast_unsigned()),
        arch,
    )?;
    let mut calls: BTreeMap<_, _> = ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
    calls.insert(libc::SYS_clone3, Vec::new());
    let threads_only = SeccompCondition::new(
        0,
        SeccompCmpArgLen::Qword,
        SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64),
        libc::CLONE_THREAD as u64,
    )?;
    calls.insert(libc::SYS_clone, vec![SeccompRule::new(vec![threads_only])?]);
    let only_these = SeccompFilter::new(
        calls,
        SeccompAction::Errno(libc::EPERM.cast_unsigned()),
        SeccompAction::Allow,
        arch,
    )?;
    for filter in [no_clone3, only_these] {
        seccompiler::apply_filter(&BpfProgram::try_from(filter)?)?;
    }
    Ok(true)
}

/// What a grade, its snapshots and their compilation ask of the kernel.
const ALLOWED: &[libc::c_long] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    // Files: which ones, Landlock decides.
    libc::SYS_close,
    libc::SYS_dup,
    libc::SYS_fcntl,
    libc::SYS_fdatasync,
    libc::SYS_flock,
    libc::SYS_fstat,
    libc::SYS_fsync,
    libc::SYS_ftruncate,
    libc::SYS_getcwd,
    libc::SYS_getdents64,
    libc::SYS_lseek,
    libc::SYS_mkdirat,
    libc::SYS_newfstatat,
    libc::SYS_openat,
    libc::SYS_pread64,
    libc::SYS_pwrite64,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_statx,
    libc::SYS_unlinkat,
    libc::SYS_write,
    libc::SYS_writev,
    // The socket that is open already.
    libc::SYS_ppoll,
    libc::SYS_recvfrom,
    libc::SYS_sendto,
    libc::SYS_shutdown,
    // Threads, signals to itself, and the end.
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_membarrier,
    libc::SYS_restart_syscall,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_sigaltstack,
    libc::SYS_tgkill,
    // Time, randomness, identity.
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_getegid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getrandom,
    libc::SYS_getuid,
    libc::SYS_nanosleep,
    libc::SYS_prctl,
    libc::SYS_uname,
    // Older names, which only some processors have.
    #[cfg(target_arch = "x86_64")]
    libc::SYS_mkdir,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_open,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_rename,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_stat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_unlink,
];
