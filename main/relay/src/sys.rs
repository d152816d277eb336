//! The few calls of the C library that the standard library has no name for. It links that library on every Unix.

use std::io;
use std::os::raw::{c_int, c_uint, c_void};

/// `struct termios`, as each system lays it out.
#[cfg(target_os = "macos")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Termios {
    input_flags: u64,
    output_flags: u64,
    control_flags: u64,
    local_flags: u64,
    control_characters: [u8; 20],
    input_speed: u64,
    output_speed: u64,
}
#[cfg(not(target_os = "macos"))]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Termios {
    input_flags: u32,
    output_flags: u32,
    control_flags: u32,
    local_flags: u32,
    line_discipline: u8,
    control_characters: [u8; 32],
    input_speed: u32,
    output_speed: u32,
}

#[repr(C)]
pub struct PollFd {
    pub fd: c_int,
    pub events: i16,
    pub revents: i16,
}

#[cfg(target_os = "macos")]
type PollCount = c_uint;
#[cfg(not(target_os = "macos"))]
type PollCount = std::os::raw::c_ulong;

pub const POLL_IN: i16 = 1;
pub const POLL_OUT: i16 = 4;
pub const SIGNAL_HANGUP: c_int = 1;
pub const SIGNAL_INTERRUPT: c_int = 2;
pub const SIGNAL_QUIT: c_int = 3;
pub const SIGNAL_ALARM: c_int = 14;
pub const SIGNAL_TERMINATE: c_int = 15;
#[cfg(target_os = "macos")]
pub const SIGNAL_STOP_KEY: c_int = 18;
#[cfg(not(target_os = "macos"))]
pub const SIGNAL_STOP_KEY: c_int = 20;
pub const SIGNAL_DEFAULT: usize = 0;
pub const SIGNAL_IGNORE: usize = 1;

const ECHO: u8 = 8;
const FLUSH_UNREAD: c_int = 2;
const LOCK_EXCLUSIVE_NOW: c_int = 2 | 4;
const SET_FD_FLAGS: c_int = 2;
const CLOSE_ON_EXEC: c_int = 1;
const ERROR_NOT_A_FOLDER: c_int = 20;

extern "C" {
    fn geteuid() -> u32;
    fn setsid() -> c_int;
    fn isatty(fd: c_int) -> c_int;
    fn flock(fd: c_int, operation: c_int) -> c_int;
    fn fcntl(fd: c_int, command: c_int, ...) -> c_int;
    fn tcgetattr(fd: c_int, termios: *mut Termios) -> c_int;
    fn tcsetattr(fd: c_int, when: c_int, termios: *const Termios) -> c_int;
    fn poll(fds: *mut PollFd, count: PollCount, timeout_in_milliseconds: c_int) -> c_int;
    fn signal(number: c_int, handler: usize) -> usize;
    fn raise(number: c_int) -> c_int;
    fn alarm(seconds: c_uint) -> c_uint;
    fn write(fd: c_int, bytes: *const c_void, length: usize) -> isize;
    fn _exit(code: c_int) -> !;
}

pub fn effective_user() -> u32 {
    // SAFETY: takes nothing and cannot fail.
    unsafe { geteuid() }
}

pub fn is_terminal(fd: c_int) -> bool {
    // SAFETY: plain integer; one that is not open is no terminal.
    unsafe { isatty(fd) == 1 }
}

/// Whether a path's look-up ended at a file where it needed a folder. `ErrorKind` has no stable name for it in Rust 1.63.
pub fn is_below_a_file(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_NOT_A_FOLDER)
}

/// Leaves the terminal's session. Safe between fork and exec.
pub fn leave_session() {
    // SAFETY: takes nothing; fails only for a group leader, which a fresh child is not.
    unsafe { setsid() };
}

/// Lets no descriptor but the standard three pass an exec. Safe between fork and exec.
pub fn close_others_on_exec() {
    for fd in 3..1024 {
        // SAFETY: only sets a flag; a number that is not open is an error that changes nothing.
        unsafe { fcntl(fd, SET_FD_FLAGS, CLOSE_ON_EXEC) };
    }
}

/// Whether the lock of this open file is now ours.
pub fn lock_now(fd: c_int) -> bool {
    // SAFETY: plain integers.
    unsafe { flock(fd, LOCK_EXCLUSIVE_NOW) == 0 }
}

pub fn terminal_settings(fd: c_int) -> Option<Termios> {
    let mut found = std::mem::MaybeUninit::<Termios>::uninit();
    // SAFETY: the struct has the system's layout, and is read only when the call has filled it.
    unsafe { (tcgetattr(fd, found.as_mut_ptr()) == 0).then(|| found.assume_init()) }
}

/// Drops what was typed and not read, so that nothing of a secret is left for the next reader.
pub fn set_terminal(fd: c_int, settings: &Termios) {
    // SAFETY: a valid reference for the length of the call. Safe in a signal handler (POSIX).
    unsafe { tcsetattr(fd, FLUSH_UNREAD, settings) };
}

pub fn without_echo(settings: &Termios) -> Termios {
    let mut silent = *settings;
    silent.local_flags &= !(ECHO as u32) as LocalFlags;
    silent
}
#[cfg(target_os = "macos")]
type LocalFlags = u64;
#[cfg(not(target_os = "macos"))]
type LocalFlags = u32;

/// Waits until one of `fds` has what it asks for. A signal ends the wait too.
pub fn wait_for(fds: &mut [PollFd]) {
    // SAFETY: the slice is valid and its length is passed.
    unsafe { poll(fds.as_mut_ptr(), fds.len() as PollCount, -1) };
}

/// Sets a signal's handler and returns the one before. The handler may do only what POSIX allows in one.
pub fn on_signal(number: c_int, handler: usize) -> usize {
    // SAFETY: `handler` is 0, 1 or an `extern "C" fn(c_int)`.
    unsafe { signal(number, handler) }
}

/// Ends this process as if nobody had caught the signal.
pub fn die_of(number: c_int) {
    on_signal(number, SIGNAL_DEFAULT);
    // SAFETY: plain integer. Safe in a signal handler (POSIX).
    unsafe { raise(number) };
}

/// Has the system send `SIGNAL_ALARM`, once.
pub fn alarm_after(seconds: u32) {
    // SAFETY: plain integer.
    unsafe { alarm(seconds) };
}

/// Writes `line` to standard error and ends the process at once. Safe in a signal handler (POSIX).
pub fn end_with(line: &str, code: c_int) -> ! {
    // SAFETY: the pointer and the length are of the same string. `_exit` runs nothing of ours.
    unsafe {
        write(2, line.as_ptr().cast(), line.len());
        _exit(code)
    }
}
