/**
 * What the relay says when it cannot do its part, and how it says anything.
 *
 * @module
 */
import fs from 'node:fs'
import process from 'node:process'

/** What a shell reports of a program whose reader went away. */
const readerGone = 128 + 13

/** What the relay says when it cannot do its part: one line, and an exit code. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} [code]
   */
  constructor(message, code = 1) {
    super(message)
    this.code = code
  }
}

/** @param {unknown} error */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/**
 * Past the streams of Node, which take milliseconds to set up.
 *
 * @param {1 | 2} fd
 * @param {Uint8Array} bytes
 */
export function show(fd, bytes) {
  for (let start = 0; start < bytes.length; ) {
    try {
      start += fs.writeSync(fd, bytes, start)
    } catch (error) {
      // Whoever shares the pipe has set it not to wait; so we do.
      if (codeOf(error) === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
      else if (fd === 1) process.exit(readerGone)
      else return
    }
  }
}

/**
 * @param {Failure} failure
 * @returns {never}
 */
export function end(failure) {
  show(2, Buffer.from(`signet: ${failure.message}\n`))
  process.exit(failure.code)
}
