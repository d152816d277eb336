/**
 * The activity log's file and its older ones, as lines of ASCII text. A line comes and goes as it is: what is not ASCII
 * in a file reads as one character for each byte.
 */
export interface ActivityFile {
  /** SHA-256 of the text's bytes, in hexadecimal. */
  digest(text: string): string
  /**
   * Makes the newest file ready to be added to, mode 0600. The names that follow are of files that are there.
   * @throws {@link FileError} as all below.
   */
  open(): Promise<ActivityEnd>
  /** Adds text to the newest file: all of it, or, where the system lets us take it back, nothing. */
  append(text: string): Promise<void>
  /** What was added outlives a loss of power. */
  sync(): Promise<void>
  /** Gives the newest file an older name, drops the oldest of five, and begins a new one. */
  rotate(): Promise<void>
  /** Where the log ends, as it was last kept beside it; undefined where there is none. */
  readHead(): Promise<string | undefined>
  writeHead(text: string): Promise<void>
  /** Oldest first. */
  names(): Promise<readonly string[]>
  /** A file's lines in portions. */
  lines(name: string): AsyncIterable<ActivityPortion>
  close(): Promise<void>
}

export interface ActivityPortion {
  /** Each without its end. */
  readonly lines: readonly string[]
  /** What stands behind the file's last line's end: not empty in the last portion only, and as a rule not there either. */
  readonly torn: string
}

export interface ActivityEnd {
  readonly sizeInBytes: number
  /** The file's last text from the beginning of a line on, enough for the longest line and one more. */
  readonly tail: string
}
