//! Where the agent's files are, and whether they may be trusted. The rules are those of `main/hosts/node/home.ts`.

use crate::failure::Failure;
use crate::sys;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

const WRITABLE_BY_OTHERS: u32 = 0o022;
const OPEN_TO_OTHERS: u32 = 0o077;

pub struct Home {
    pub state_dir: PathBuf,
}

impl Home {
    pub fn from_environment() -> Result<Self, Failure> {
        if let Some(base) = variable("SIGNET_HOME") {
            let base = PathBuf::from(base);
            if base.is_relative() {
                return Err(Failure::new(format!(
                    "SIGNET_HOME must be an absolute path. It is \"{}\".",
                    base.display()
                )));
            }
            return Ok(Home { state_dir: base.join("state") });
        }
        if let Some(state_home) = absolute("XDG_STATE_HOME") {
            return Ok(Home { state_dir: state_home.join("signet") });
        }
        let home = absolute("HOME")
            .ok_or_else(|| Failure::new("HOME is not set to an absolute path. Set HOME or SIGNET_HOME."))?;
        let below = if cfg!(target_os = "macos") {
            "Library/Application Support/Signet/state"
        } else {
            ".local/state/signet"
        };
        Ok(Home { state_dir: home.join(below) })
    }

    pub fn error_log_path(&self) -> PathBuf {
        self.state_dir.join("agent.err")
    }

    /// The agent's socket, by its own word; nothing when no agent has left any.
    pub fn socket_path(&self) -> Result<Option<PathBuf>, Failure> {
        let text = self.read_own_file("endpoint")?.unwrap_or_default();
        let socket = text.lines().find_map(|line| line.strip_prefix("socket="));
        match socket.map(PathBuf::from).filter(|path| path.is_absolute()) {
            Some(path) => Ok(check_socket(&path)?.then_some(path)),
            None => Ok(None),
        }
    }

    /// The words of the launch file; none when there is no such file.
    pub fn launch_words(&self) -> Result<Vec<String>, Failure> {
        let text = self.read_own_file("launch")?.unwrap_or_default();
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// The state folder, for the first start of all.
    pub fn make_state_dir(&self) -> Result<(), Failure> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.state_dir);
        if let Err(error) = made {
            return Err(Failure::new(format!("\"{}\" cannot be made: {error}.", self.state_dir.display())));
        }
        self.check_state_dir().map(|_| ())
    }

    fn check_state_dir(&self) -> Result<bool, Failure> {
        check(&self.state_dir, "a folder", fs::FileType::is_dir, WRITABLE_BY_OTHERS)
    }

    fn read_own_file(&self, name: &str) -> Result<Option<String>, Failure> {
        // SECURITY: what these files say is connected to and run. In a folder that only we write to, what was checked
        // is what is read.
        let path = self.state_dir.join(name);
        if !self.check_state_dir()? || !check(&path, "a file", fs::FileType::is_file, WRITABLE_BY_OTHERS)? {
            return Ok(None);
        }
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::new(format!("\"{}\" cannot be read: {error}.", path.display()))),
        }
    }
}

/// SECURITY: T4, T5. Whoever listens here gets our arguments and answers with our credentials: it must be us.
fn check_socket(path: &Path) -> Result<bool, Failure> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    Ok(check(folder, "a folder", fs::FileType::is_dir, OPEN_TO_OTHERS)?
        && check(path, "a socket", FileTypeExt::is_socket, 0)?)
}

/// Whether it is there; a failure when it is not what it must be. Follows no link.
fn check(
    path: &Path,
    kind: &str,
    is_kind: impl Fn(&fs::FileType) -> bool,
    forbidden_mode: u32,
) -> Result<bool, Failure> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound || sys::is_below_a_file(&error) => {
            return Ok(false)
        }
        Err(error) => return Err(untrusted(path, &format!("cannot be looked at: {error}"))),
    };
    if !is_kind(&found.file_type()) {
        return Err(untrusted(path, &format!("is not {kind}")));
    }
    if found.uid() != sys::effective_user() {
        return Err(untrusted(path, "belongs to another user"));
    }
    if found.mode() & forbidden_mode != 0 {
        return Err(untrusted(path, "is open to other users"));
    }
    Ok(true)
}

fn untrusted(path: &Path, fault: &str) -> Failure {
    Failure::new(format!("\"{}\" {fault}. Signet does not use it. See: signet doctor", path.display()))
}

/// An empty value is as good as none.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The XDG specification says to take a relative value as not there.
fn absolute(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from).filter(|path| path.is_absolute())
}
