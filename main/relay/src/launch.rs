//! Starts an agent where none answers.

use crate::failure::Failure;
use crate::home::Home;
use crate::sys;
use std::env;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::io::AsRawFd;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An agent that ended well found another one at the end of its life, or at its beginning.
const PAUSE_BEFORE_ANOTHER_START: Duration = Duration::from_millis(300);

/// Of the relays that wait for an agent at the same time, one starts it.
pub struct Starter<'a> {
    home: &'a Home,
    turn: Option<File>,
    agent: Option<(Child, Instant)>,
}

impl<'a> Starter<'a> {
    pub fn new(home: &'a Home) -> Self {
        Starter { home, turn: None, agent: None }
    }

    /// Sees to it that an agent is being started, by this relay or by another.
    pub fn see_to_it(&mut self) -> Result<(), Failure> {
        if self.turn.is_none() {
            self.home.make_state_dir()?;
            self.turn = take_turn(&self.home.state_dir.join("start.lock"))
                .map_err(|error| cannot_start(self.home, &error.to_string()))?;
            if self.turn.is_none() {
                return Ok(());
            }
        }
        if let Some((agent, started)) = &mut self.agent {
            match agent.try_wait() {
                Ok(Some(status)) if !status.success() => return Err(cannot_start(self.home, "it ended")),
                Ok(Some(_)) if started.elapsed() > PAUSE_BEFORE_ANOTHER_START => {}
                _ => return Ok(()),
            }
        }
        let agent = spawn(self.home).map_err(|error| cannot_start(self.home, &error.to_string()))?;
        self.agent = Some((agent, Instant::now()));
        Ok(())
    }
}

pub fn cannot_start(home: &Home, reason: &str) -> Failure {
    Failure::new(format!(
        "The agent could not be started: {reason}. Look at \"{}\", or run: signet agent run",
        home.error_log_path().display()
    ))
}

/// Becomes an agent in the foreground.
pub fn become_agent(home: &Home, arguments: &[String]) -> Failure {
    match agent_command(home) {
        Ok(mut command) => {
            let error = without_refused(&mut command).args(arguments).exec();
            Failure::new(format!("The agent could not be started: {error}."))
        }
        Err(error) => Failure::new(format!("The agent could not be started: {error}.")),
    }
}

/// The system frees the turn when its holder ends.
fn take_turn(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    Ok(sys::lock_now(file.as_raw_fd()).then_some(file))
}

fn spawn(home: &Home) -> io::Result<Child> {
    let errors = OpenOptions::new().append(true).create(true).mode(0o600).open(home.error_log_path())?;
    let mut command = agent_command(home)?;
    without_refused(&mut command);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors).current_dir("/");
    // SAFETY: both only make system calls that are safe between fork and exec.
    unsafe {
        command.pre_exec(|| {
            sys::leave_session();
            // An agent outlives whatever lock or pipe its first caller happened to hold open.
            sys::close_others_on_exec();
            Ok(())
        });
    }
    command.spawn()
}

/// The agent refuses what could preload code into it or write down what it sends; a shell that sets this for other
/// programs must not keep it down.
fn without_refused(command: &mut Command) -> &mut Command {
    command.env_remove("NODE_OPTIONS").env_remove("NODE_DEBUG").env_remove("NODE_DEBUG_NATIVE")
}

fn agent_command(home: &Home) -> io::Result<Command> {
    let words =
        home.launch_words().map_err(|failure| io::Error::new(io::ErrorKind::Other, failure.message))?;
    if let Some((program, arguments)) = words.split_first() {
        if Path::new(program).is_absolute() && Path::new(program).exists() {
            let mut command = Command::new(program);
            command.args(arguments);
            return Ok(command);
        }
    }
    installed_agent()
        .ok_or_else(|| io::Error::new(io::ErrorKind::Other, "it is not where this program was installed"))
}

/// The agent and the Node that came in one package with this program.
fn installed_agent() -> Option<Command> {
    let this = env::current_exe().ok()?.canonicalize().ok()?;
    let dist = this.ancestors().find(|folder| folder.ends_with("dist"))?;
    let agent = dist.join("headless/agent.mjs");
    if !agent.exists() {
        return None;
    }
    let mut command = Command::new(packaged_node(&this).unwrap_or_else(|| "node".into()));
    command.arg(agent);
    Some(command)
}

fn packaged_node(this: &Path) -> Option<PathBuf> {
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let machine = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let below = format!("node_modules/node-{system}-{machine}/bin/node");
    this.ancestors().map(|folder| folder.join(&below)).find(|node| node.exists())
}
