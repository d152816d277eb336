/** What the environment of an agent, and signals to it, must not be able to do. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtAgent, builtRelay, nodeRelay, Scene, until } from './harness.ts'
import { listeningPorts } from './processes.ts'
import type { Running } from './running.ts'

let scene: Scene
beforeEach(async () => {
  scene = await Scene.start()
})
afterEach(() => scene.close())

const startAgent = (env = {}, flags: readonly string[] = []): Running =>
  scene.program(process.execPath, [...flags, builtAgent], { env })

/** Until it serves, or has ended. */
const started = (agent: Running) =>
  until(() => scene.agentPid() !== undefined || agent.hasEnded, 'the agent serves or ends')

describe('a debugger (T19, M5)', () => {
  it('is let into a program without the guard: what the tests below would see', async () => {
    const program = scene.program(process.execPath, ['--inspect-port=0', '-e', 'setInterval(() => {}, 1000)'])
    const pid = program.child.pid ?? 0
    // Node's own ear for the signal is there when its first script runs; before that the signal would end it.
    await until(() => catchesUsr1(pid), 'Node catches the signal')
    process.kill(pid, 'SIGUSR1')
    await until(() => listeningPorts(pid).length > 0, 'the debugger listens')
  })

  it('is not let in by SIGUSR1 to an agent that serves', async () => {
    await scene.signIn('p')
    const pid = scene.agentPid() ?? 0
    for (let turn = 0; turn < 3; turn += 1) {
      process.kill(pid, 'SIGUSR1')
      expect((await scene.ask('p')).code).toBe(0)
    }
    expect(listeningPorts(pid)).toEqual([])
    expect(scene.agentPid()).toBe(pid)
  })

  it('is not let in by SIGUSR1 to an agent that starts', async () => {
    const agent = startAgent()
    const pid = agent.child.pid ?? 0
    // From the first moment that the signal does not simply end the process.
    await until(() => agent.hasEnded || catchesUsr1(pid), 'Node catches the signal')
    process.kill(pid, 'SIGUSR1')
    await started(agent)
    // It has ended, or it serves and no debugger listens.
    const ports = agent.hasEnded ? [] : listeningPorts(pid)
    expect(ports).toEqual([])
  })

  it.each(['--inspect=127.0.0.1:0', '--inspect-brk=127.0.0.1:0', '--inspect-wait=127.0.0.1:0'])(
    'is not let in by %s',
    async (flag) => {
      const agent = startAgent({}, [flag])
      if (!flag.startsWith('--inspect=')) {
        // These wait for a debugger before the first line of ours: nothing was read, and nobody is served.
        await until(() => /Debugger listening/.test(agent.stderr), 'it waits for a debugger')
        expect(scene.agentPid()).toBeUndefined()
        return
      }
      const { code } = await agent.ended
      expect({ code, served: scene.stateFile('endpoint'), told: agent.stderr }).toEqual({
        code: 1,
        served: '',
        told: expect.stringMatching(/^signet: .*the agent does not run .*under a debugger/im),
      })
    },
  )
})

describe('NODE_OPTIONS (T19)', () => {
  const hostile = [
    '--inspect=127.0.0.1:0',
    `--require ${import.meta.dirname}/nothing-there.cjs`,
    '--max-old-space-size=4096',
  ]
  it.each(hostile)('%s does not run an agent', async (options) => {
    const agent = startAgent({ NODE_OPTIONS: options })
    const { code } = await agent.ended
    expect({ isRefused: code !== 0, served: scene.stateFile('endpoint') }).toEqual({
      isRefused: true,
      served: '',
    })
  })

  it('of a tool changes nothing for an agent that serves', async () => {
    await scene.signIn('p')
    const env = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }
    expect(await scene.ask('p', { env })).toMatchObject({ code: 0, stderr: '' })
  })

  it.each([
    { name: 'the built relay', relay: builtRelay },
    { name: 'the Node relay', relay: nodeRelay },
  ])('of a tool does not get into the agent that it starts by $name', async ({ relay }) => {
    await scene.signIn('p')
    await scene.endAgent('SIGTERM')
    const env = { NODE_OPTIONS: '--max-old-space-size=4096' }
    expect(await scene.ask('p', { env, relay })).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(`/proc/${scene.agentPid()}/environ`, 'utf8')).not.toContain('NODE_OPTIONS')
  })
})

describe('NODE_TLS_REJECT_UNAUTHORIZED=0 (T14)', () => {
  it('does not run an agent, and the line says why', async () => {
    const agent = startAgent({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    const { code, stderr } = await agent.ended
    const own = stderr.split('\n').filter((line) => line.startsWith('signet: '))
    expect({ code, served: scene.stateFile('endpoint'), own }).toEqual({
      code: 1,
      served: '',
      own: [expect.stringMatching(/^signet: NODE_TLS_REJECT_UNAUTHORIZED=0 .* Unset it/)],
    })
  })

  it('of a tool that has to start the agent is told to it in one line', async () => {
    const ran = await scene.ask('p', { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(ran).toMatchObject({ stdout: '', stderr: expect.stringMatching(/^signet: [^\n]+\n$/) })
    expect(ran.code).not.toBe(0)
    expect(scene.stateFile('agent.err')).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0')
  })
})

/** Whether the process has an ear for SIGUSR1 (signal 10): before it has, the signal ends it. */
function catchesUsr1(pid: number): boolean {
  const caught = /^SigCgt:\s+([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${caught}`) & (1n << 9n)) !== 0n
}
