#!/usr/bin/env node
/**
 * The relay for machines without its binary: the same hand on the agent as `src/main.rs`, on Node.
 * What both must do stands in `test/conformance/relay.test.ts`. Modules that a warm call does not need are loaded late.
 *
 * @module
 */
import { openSync } from 'node:fs'
import net from 'node:net'
import process from 'node:process'
import { isatty } from 'node:tty'
import { codeOf, end, Failure, reasonOf, show } from './failure.mjs'
import { socketPathOf, stateDirOf } from './home.mjs'

const protocolAndVersion = '1 0.1.0'
const requestFrameLimitInBytes = 64 * 1024
const requestLimitInBytes = 256 * 1024
const replyFrameLimitInBytes = 1024 * 1024
const headLength = 5
const reachWithinMilliseconds = 5000
const credentialsWithinMilliseconds = 25_000
/** The agent asks a person, and gives up after 45 s by itself. Go's SDK waits a minute. */
const consentWithinMilliseconds = 55_000

const environmentNames = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'NO_COLOR',
  'FORCE_COLOR',
  'CLICOLOR',
  'TERM',
  'COLUMNS',
  'LANG',
  'LC_ALL',
  'TZ',
  'SSH_CONNECTION',
  'SSH_TTY',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'BROWSER',
  'SIGNET_PASSPHRASE_FILE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'HOME',
]

/**
 * @param {string} kind
 * @param {string} text
 */
function frame(kind, text) {
  const length = Buffer.byteLength(text)
  if (length > requestFrameLimitInBytes) throw tooLong()
  const bytes = Buffer.allocUnsafe(headLength + length)
  bytes.writeUInt32BE(length)
  bytes.write(kind, 4, 'latin1')
  bytes.write(text, headLength)
  return bytes
}

function tooLong() {
  return new Failure('The command line is too long. An argument may have 64 KiB, all together 256 KiB.', 2)
}

/**
 * Node puts U+FFFD where bytes are not UTF-8.
 *
 * @param {string} text
 * @param {string} what
 */
function utf8(text, what) {
  if (text.includes('\ufffd')) throw new Failure(`${what} is not UTF-8 text.`, 2)
  return text
}

function folder() {
  try {
    return process.cwd()
  } catch {
    // A folder that was removed under us is no reason to refuse credentials.
    return '/'
  }
}

/** @param {readonly string[]} argv */
function encodeRequest(argv) {
  const frames = [frame('H', `${protocolAndVersion} ${process.pid} ${process.ppid}`)]
  for (const word of [process.execPath, import.meta.filename]) {
    frames.push(frame('S', utf8(word, 'The path of this program')))
  }
  argv.forEach((word, index) => {
    frames.push(frame('A', utf8(word, `Argument ${index + 1}`)))
  })
  frames.push(frame('D', utf8(folder(), 'The path of this folder')))
  for (const name of environmentNames) {
    const value = process.env[name]
    if (value !== undefined) frames.push(frame('E', `${name}=${utf8(value, name)}`))
  }
  frames.push(frame('T', [0, 1, 2].map((fd) => (isatty(fd) ? '1' : '0')).join('')), frame('G', ''))
  const bytes = Buffer.concat(frames)
  if (bytes.length > requestLimitInBytes) throw tooLong()
  return bytes
}

/** @param {string | undefined} answer */
function encodeAnswer(answer) {
  try {
    return frame('I', answer === undefined ? '0' : `1${answer}`)
  } catch {
    return frame('I', '0')
  }
}

function notUnderstood() {
  return new Failure("The agent's answer was not understood. Restart it: signet agent stop")
}

/** @param {Buffer} payload */
function exitCode(payload) {
  const text = payload.toString('latin1')
  return /^\d{1,3}$/.test(text) ? Number(text) : end(notUnderstood())
}

/** When a tool gets its error line, whatever the relay waits for. */
class Deadline {
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /** @param {number} milliseconds */
  set(milliseconds) {
    const late = new Failure(`The agent did not answer within ${milliseconds / 1000} s. Run: signet doctor`)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => end(late), milliseconds)
  }
}

/** One call on its way to the agent, and the answer on its way back. Ends the process when the answer is complete. */
class Conversation {
  #socket
  #deadline
  #isForATool
  /** @type {(found: 'nobody' | 'busy') => void} */
  #giveBack
  /** @type {Buffer} */
  #rest = Buffer.alloc(0)
  #isConnected = false
  #wasSent = false
  #hasAnswer = false
  #isOver = false
  /** @type {(() => void) | undefined} */
  #callOff

  /**
   * @param {string} socketPath
   * @param {Buffer} request
   * @param {Deadline | undefined} deadline - Set where a tool asks: nobody is there to be asked.
   * @param {(found: 'nobody' | 'busy') => void} giveBack - Called when there was no answer, and another try may find one.
   */
  constructor(socketPath, request, deadline, giveBack) {
    this.#deadline = deadline
    this.#isForATool = deadline !== undefined
    this.#giveBack = giveBack
    this.#socket = net.connect(socketPath, () => {
      this.#isConnected = true
      this.#socket.write(request, (error) => {
        this.#wasSent = !error
      })
    })
    this.#socket.on('data', (chunk) => this.#receive(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#close())
  }

  /** @param {Buffer} chunk */
  #receive(chunk) {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (!this.#isOver && bytes.length >= headLength) {
      const length = bytes.readUInt32BE(0)
      if (length > replyFrameLimitInBytes) end(notUnderstood())
      if (bytes.length < headLength + length) break
      this.#accept(bytes.toString('latin1', 4, headLength), bytes.subarray(headLength, headLength + length))
      bytes = bytes.subarray(headLength + length)
    }
    this.#rest = bytes
  }

  /**
   * @param {string} kind
   * @param {Buffer} payload
   */
  #accept(kind, payload) {
    this.#hasAnswer = true
    // The agent speaks before the person does: it no longer needs to know.
    this.#callOff?.()
    if (kind === 'O') show(1, payload)
    else if (kind === 'R') show(2, payload)
    else if (kind === 'Q') void this.#answer(payload)
    else if (kind === 'P') this.#hold(payload)
    else if (kind === 'X') void this.#becomeProgram(payload)
    else if (kind === 'Z') process.exit(exitCode(payload))
    else if (kind === 'B') this.#leave('busy')
    else end(notUnderstood())
  }

  /** @param {Buffer} question */
  async #answer(question) {
    if (question.length === 0) end(notUnderstood())
    if (this.#isForATool) {
      this.#socket.write(encodeAnswer(undefined))
      return
    }
    let isCalledOff = false
    this.#callOff = () => {
      isCalledOff = true
    }
    const { ask } = await import('./ask.mjs')
    if (isCalledOff) return
    const { asked, callOff } = ask(question.toString('utf8', 1), question[0] === 0x31)
    this.#callOff = () => {
      isCalledOff = true
      callOff()
    }
    const line = await asked
    this.#callOff = undefined
    if (!isCalledOff) this.#socket.write(encodeAnswer(line))
  }

  /**
   * Holds a file open to the end, so that the agent sees in the system's own list which process this is.
   *
   * @param {Buffer} path
   */
  #hold(path) {
    this.#deadline?.set(consentWithinMilliseconds)
    let isHeld = '1'
    try {
      openSync(path.toString('utf8'), 'r')
    } catch {
      isHeld = '0'
    }
    this.#socket.write(frame('P', isHeld))
  }

  /** @param {Buffer} payload */
  async #becomeProgram(payload) {
    this.#isOver = true
    const [count, ...words] = payload.toString('utf8').split('\0').slice(0, -1)
    const argv = words.slice(0, Number(count))
    const env = { ...process.env }
    for (const word of words.slice(Number(count))) {
      const [, name = '', value] = /^([^=]+)(?:=(.*))?$/s.exec(word) ?? end(notUnderstood())
      // A variable without a value is taken away.
      if (value === undefined) delete env[name]
      else env[name] = value
    }
    if (argv.length === 0 || argv.length !== Number(count)) end(notUnderstood())
    this.#socket.destroy()
    const { become } = await import('./launch.mjs')
    become(argv, env)
  }

  /** @param {Error} error */
  #fail(error) {
    const code = codeOf(error)
    // A reset says that the request was not read to its end, so it was not begun.
    if (code === 'ECONNRESET') this.#wasSent = false
    // After the connect, the close that follows tells the rest.
    if (this.#isConnected) return
    if (code === 'ENOENT' || code === 'ECONNREFUSED') this.#leave('nobody')
    else if (code === 'EAGAIN') this.#leave('busy')
    else end(new Failure(`The agent cannot be reached: ${error.message}.`))
  }

  #close() {
    this.#callOff?.()
    // Asking for credentials again does no harm; another command may have done its work already.
    if (!this.#hasAnswer && (this.#isForATool || !this.#wasSent)) this.#leave('busy')
    if (!this.#isOver)
      end(new Failure('The agent ended before its answer was complete. Run the command again.'))
  }

  /** @param {'nobody' | 'busy'} found */
  #leave(found) {
    if (this.#isOver) return
    this.#isOver = true
    this.#socket.destroy()
    this.#giveBack(found)
  }
}

/**
 * Finds the agent, or starts one, and carries the call there.
 *
 * @param {readonly string[]} argv
 */
async function reach(argv) {
  const stateDir = stateDirOf()
  const [noun, verb] = argv
  if (noun === 'agent' && verb === 'run') {
    const { becomeAgent } = await import('./launch.mjs')
    becomeAgent(stateDir, argv.slice(1))
    return
  }
  const isForATool = noun === 'credential-process'
  const request = encodeRequest(argv)
  const deadline = isForATool ? new Deadline() : undefined
  deadline?.set(credentialsWithinMilliseconds)
  const giveUp = performance.now() + reachWithinMilliseconds
  const starter = { stateDir, turn: -1, startedAt: 0, /** @type {number | undefined} */ ended: undefined }
  for (let pauseInMilliseconds = 4; ; pauseInMilliseconds = Math.min(pauseInMilliseconds * 1.5, 60)) {
    const socketPath = socketPathOf(stateDir)
    /** @type {'nobody' | 'busy'} */
    const found =
      socketPath === undefined
        ? 'nobody'
        : await new Promise((resolve) => new Conversation(socketPath, request, deadline, resolve))
    if (found === 'nobody') {
      if (noun === 'agent' && (verb === 'stop' || verb === 'status')) {
        show(1, Buffer.from('The agent is not running.\n'))
        process.exit(verb === 'stop' ? 0 : 3)
      }
      const { seeToIt } = await import('./launch.mjs')
      seeToIt(starter)
    }
    if (performance.now() > giveUp) {
      const { cannotStart } = await import('./launch.mjs')
      throw cannotStart(stateDir, found === 'busy' ? 'it is too busy' : 'it did not answer within 5 s')
    }
    const pause = pauseInMilliseconds * (0.5 + Math.random() / 2)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

reach(process.argv.slice(2)).catch((error) => {
  end(error instanceof Failure ? error : new Failure(`This is a mistake of Signet: ${reasonOf(error)}`))
})
