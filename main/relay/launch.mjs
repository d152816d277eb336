/**
 * Starts an agent where none answers, and other programs. Loaded only then.
 *
 * @module
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { isatty } from 'node:tty'
import { codeOf, end, Failure, reasonOf } from './failure.mjs'
import { check, readOwnFile } from './home.mjs'

/**
 * Sees to it that an agent is being started, by this relay or by another: of those that wait, one starts it.
 *
 * @param {{ stateDir: string, turn: number, startedAt: number, ended: number | undefined }} starter
 */
export function seeToIt(starter) {
  const { stateDir } = starter
  try {
    if (starter.turn < 0) {
      fs.mkdirSync(stateDir, { recursive: true, mode: 0o700 })
      check(stateDir, 'a folder', 0o022)
      starter.turn = takeTurn(path.join(stateDir, 'start.lock'))
      if (starter.turn < 0) return
    }
    if (starter.startedAt > 0) {
      if (starter.ended === undefined) return
      if (starter.ended !== 0) throw new Error('it ended')
      // An agent that ended well found another one at the end of its life, or at its beginning.
      if (performance.now() - starter.startedAt < 300) return
    }
    const [program, ...words] = agentCommand(stateDir)
    const errors = fs.openSync(path.join(stateDir, 'agent.err'), 'a', 0o600)
    const agent = spawn(program, words, {
      detached: true,
      stdio: ['ignore', 'ignore', errors],
      cwd: '/',
      env: agentEnvironment(),
    })
    fs.closeSync(errors)
    agent.unref()
    starter.startedAt = performance.now()
    starter.ended = undefined
    agent.once('error', () => {
      starter.ended = 1
    })
    agent.once('exit', (code) => {
      starter.ended = code ?? 1
    })
  } catch (error) {
    throw error instanceof Failure ? error : cannotStart(stateDir, reasonOf(error))
  }
}

/**
 * @param {string} stateDir
 * @param {string} reason
 */
export function cannotStart(stateDir, reason) {
  return new Failure(
    `The agent could not be started: ${reason}. Look at "${path.join(stateDir, 'agent.err')}", or run: signet agent run`,
  )
}

/**
 * The system frees the turn when its holder ends.
 *
 * @param {string} lockPath
 * @returns {number} Negative when another relay has the turn.
 */
function takeTurn(lockPath) {
  const { O_WRONLY, O_CREAT, O_NONBLOCK } = fs.constants
  if (process.platform === 'darwin') {
    try {
      // 0x20 is O_EXLOCK, which Node has no name for.
      return fs.openSync(lockPath, O_WRONLY | O_CREAT | O_NONBLOCK | 0x20, 0o600)
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return -1
      throw error
    }
  }
  const turn = fs.openSync(lockPath, O_WRONLY | O_CREAT, 0o600)
  // SECURITY: T28. Absolute path, empty environment, no shell.
  const flockPath = ['/usr/bin/flock', '/bin/flock'].find((place) => fs.existsSync(place))
  if (flockPath === undefined) return turn
  const taken = spawnSync(flockPath, ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', turn], env: {} })
  if (taken.status === 0) return turn
  fs.closeSync(turn)
  return -1
}

/**
 * Becomes an agent in the foreground.
 *
 * @param {string} stateDir
 * @param {readonly string[]} words
 */
export function becomeAgent(stateDir, words) {
  try {
    become([...agentCommand(stateDir), ...words], agentEnvironment())
  } catch (error) {
    end(new Failure(`The agent could not be started: ${reasonOf(error)}.`))
  }
}

/**
 * The agent refuses what could preload code into it or write down what it sends; a shell that sets this for other programs must not keep it down.
 */
function agentEnvironment() {
  const { NODE_OPTIONS: _, NODE_DEBUG: __, NODE_DEBUG_NATIVE: ___, ...env } = process.env
  return env
}

/**
 * How to start an agent: as the last one wrote it down, else as this file was installed.
 *
 * @param {string} stateDir
 * @returns {[string, ...string[]]}
 */
function agentCommand(stateDir) {
  const [program, ...words] = (readOwnFile(stateDir, 'launch') ?? '').split('\n').slice(0, -1)
  if (program !== undefined && path.isAbsolute(program) && fs.existsSync(program)) return [program, ...words]
  const here = fs.realpathSync(import.meta.filename).split(path.sep)
  const dist = here.lastIndexOf('dist')
  const places = dist < 0 ? [] : [path.join(here.slice(0, dist + 1).join(path.sep), 'headless', 'agent.mjs')]
  if (here.at(-2) === 'relay' && here.at(-3) === 'main') {
    places.push(path.join(here.slice(0, -2).join(path.sep), 'agent.ts'))
  }
  const agent = places.find((place) => fs.existsSync(place))
  if (agent === undefined) throw new Error('it is not where this program was installed')
  return [process.execPath, agent]
}

/**
 * Node cannot replace itself: it steps aside, passes signals on, and ends as the program ends.
 *
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} env - The whole of it.
 */
export function become([program = '', ...words], env) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  // The keys of a terminal reach the program by themselves.
  const isAtTerminal = isatty(0) || isatty(1) || isatty(2)
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP']
  // Before the program is there: it may run, and a signal be sent, before `spawn` has returned.
  for (const signal of signals) {
    const isKey = signal === 'SIGINT' || signal === 'SIGQUIT'
    process.on(signal, () => {
      if (!(isKey && isAtTerminal)) child?.kill(signal)
    })
  }
  child = spawn(program, words, { stdio: 'inherit', env })
  child.once('error', (error) => {
    end(new Failure(`"${program}" cannot be run: ${error.message}.`, codeOf(error) === 'ENOENT' ? 127 : 126))
  })
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
