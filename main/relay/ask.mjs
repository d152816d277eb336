/**
 * Asks the person at the terminal for one line. Loaded only then.
 *
 * @module
 */
import fs from 'node:fs'
import process from 'node:process'
import { isatty, ReadStream } from 'node:tty'

/**
 * Shows `message` and reads a line of the terminal; undefined when there is none, or the person turned away.
 *
 * @param {string} message
 * @param {boolean} secret
 * @returns {{ asked: Promise<string | undefined>, callOff: () => void }}
 */
export function ask(message, secret) {
  let fd = 0
  let outputFd = 2
  try {
    fd = fs.openSync('/dev/tty', fs.constants.O_RDWR)
    outputFd = fd
  } catch {
    if (!isatty(0)) return { asked: Promise.resolve(undefined), callOff() {} }
  }
  const input = new ReadStream(fd)
  // Silent before the question is seen: nobody types a secret earlier.
  if (secret) input.setRawMode(true)
  fs.writeSync(outputFd, message)
  /** @type {(line?: string) => void} */
  let settle = () => {}
  /** @type {Promise<string | undefined>} */
  const asked = new Promise((resolve) => {
    let line = ''
    settle = (answer) => {
      settle = () => {}
      if (secret) input.setRawMode(false)
      if (secret || answer === undefined) fs.writeSync(outputFd, '\n')
      input.pause()
      input.removeAllListeners()
      resolve(answer)
    }
    input.setEncoding('utf8')
    input.on('error', () => settle())
    input.on('end', () => settle(line === '' ? undefined : line))
    input.on('data', (/** @type {string} */ text) => {
      const edited = secret ? typed(line, text) : { line: line + text, ending: /[\r\n]/.exec(text)?.[0] }
      line = edited.line
      if (edited.ending === '\x03') {
        settle()
        process.kill(process.pid, 'SIGINT')
      } else if (edited.ending === '\x04') settle()
      else if (edited.ending !== undefined) settle(line.replace(/[\r\n].*$/s, ''))
    })
  })
  return { asked, callOff: () => settle() }
}

/**
 * The line after some keys of a terminal that does no editing itself.
 *
 * @param {string} line
 * @param {string} keys
 * @returns {{ line: string, ending?: string }}
 */
function typed(line, keys) {
  let after = line
  for (const key of keys) {
    if (key === '\r' || key === '\n' || key === '\x03' || (key === '\x04' && after === '')) {
      return { line: after, ending: key }
    }
    if (key === '\x7f' || key === '\b') after = Array.from(after).slice(0, -1).join('')
    else if (key === '\x15') after = ''
    else if (key >= ' ') after += key
  }
  return { line: after }
}
