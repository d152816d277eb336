//! What the relay says when it cannot do its part: one line, and an exit code.

pub struct Failure {
    pub message: String,
    pub code: i32,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), code: 1 }
    }

    pub fn with_code(message: impl Into<String>, code: i32) -> Self {
        Failure { message: message.into(), code }
    }
}
