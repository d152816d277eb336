//! Asks the person at the terminal for one line.

use crate::sys::{self, PollFd, Termios};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::raw::c_int;
use std::os::unix::io::{AsFd, AsRawFd};
use std::ptr;
use std::sync::atomic::{AtomicI32, AtomicPtr, Ordering};

pub enum Answer {
    Line(String),
    /// No terminal, or the person turned away.
    None,
    /// The agent spoke before the person did: it no longer needs to know.
    CalledOff,
}

/// Shows `message` and reads a line, unless the agent's `socket` has something to say first.
pub fn ask(message: &str, secret: bool, socket: c_int) -> Answer {
    let (mut input, mut output) = match terminal() {
        Ok(terminal) => terminal,
        Err(_) => return Answer::None,
    };
    // Silent before the question is seen: nobody types a secret earlier.
    let silence = secret.then(|| Silence::of(input.as_raw_fd()));
    if output.write_all(message.as_bytes()).is_err() {
        return Answer::None;
    }
    let answer = read_line(&mut input, socket);
    drop(silence);
    if secret || !matches!(answer, Answer::Line(_)) {
        // The person's own line break was not shown, or did not come.
        let _ = output.write_all(b"\n");
    }
    answer
}

/// Where to read, and where to show: the terminal of this session, else the one that is standard input.
fn terminal() -> io::Result<(File, File)> {
    if let Ok(tty) = OpenOptions::new().read(true).write(true).open("/dev/tty") {
        return Ok((tty.try_clone()?, tty));
    }
    if !sys::is_terminal(0) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    let output = io::stderr().as_fd().try_clone_to_owned()?;
    Ok((input.into(), output.into()))
}

fn read_line(input: &mut File, socket: c_int) -> Answer {
    let mut line = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let mut fds = [input.as_raw_fd(), socket].map(|fd| PollFd { fd, events: sys::POLL_IN, revents: 0 });
        sys::wait_for(&mut fds);
        // A system that cannot wait on a terminal reports that at once; then reading waits.
        if fds[0].revents == 0 {
            if fds[1].revents != 0 {
                return Answer::CalledOff;
            }
            continue;
        }
        let length = match input.read(&mut chunk) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Answer::None,
        };
        line.extend_from_slice(&chunk[..length]);
        if length == 0 && line.is_empty() {
            return Answer::None;
        }
        if length == 0 || line.ends_with(b"\n") {
            return String::from_utf8(line)
                .map_or(Answer::None, |line| Answer::Line(line.trim_end_matches(['\r', '\n']).to_owned()));
        }
    }
}

static SILENCED_FD: AtomicI32 = AtomicI32::new(-1);
static SILENCED_SETTINGS: AtomicPtr<Termios> = AtomicPtr::new(ptr::null_mut());
const DEADLY: [c_int; 4] =
    [sys::SIGNAL_HANGUP, sys::SIGNAL_INTERRUPT, sys::SIGNAL_QUIT, sys::SIGNAL_TERMINATE];

/// A terminal that does not show what is typed, until this is dropped or a signal ends the process.
struct Silence {
    handlers: Vec<(c_int, usize)>,
}

impl Silence {
    fn of(fd: c_int) -> Self {
        let settings = match sys::terminal_settings(fd) {
            Some(settings) => settings,
            None => return Silence { handlers: Vec::new() },
        };
        SILENCED_SETTINGS.store(Box::leak(Box::new(settings)), Ordering::SeqCst);
        SILENCED_FD.store(fd, Ordering::SeqCst);
        let mut handlers: Vec<_> = DEADLY
            .iter()
            .map(|&number| (number, sys::on_signal(number, end_silence_and_die as *const () as usize)))
            .collect();
        // Stopped in the middle of a secret, the shell would get a terminal that shows nothing.
        handlers.push((sys::SIGNAL_STOP_KEY, sys::on_signal(sys::SIGNAL_STOP_KEY, sys::SIGNAL_IGNORE)));
        sys::set_terminal(fd, &sys::without_echo(&settings));
        Silence { handlers }
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        end_silence();
        for &(number, handler) in &self.handlers {
            sys::on_signal(number, handler);
        }
    }
}

fn end_silence() {
    let settings = SILENCED_SETTINGS.load(Ordering::SeqCst);
    // SAFETY: null, or a leaked box that nobody changes.
    if let Some(settings) = unsafe { settings.as_ref() } {
        sys::set_terminal(SILENCED_FD.load(Ordering::SeqCst), settings);
    }
}

extern "C" fn end_silence_and_die(number: c_int) {
    end_silence();
    sys::die_of(number);
}
