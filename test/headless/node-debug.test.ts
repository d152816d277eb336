/** Node writes down what it sends where `NODE_DEBUG` says so: for Signet that would be credentials, in a file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtAgent, builtRelay, nodeRelay, Scene, until } from './harness.ts'

let scene: Scene
beforeEach(async () => {
  scene = await Scene.start()
})
afterEach(() => scene.close())

const debugging = { NODE_DEBUG: 'undici,fetch,http,https,net,tls', NODE_DEBUG_NATIVE: 'HTTP' }

/** Files of Signet's own that hold one of these texts. */
function filesWith(texts: readonly string[]): string[] {
  const files = readdirSync(scene.stateDir, { recursive: true, withFileTypes: true })
  return files.flatMap((entry) => {
    if (!entry.isFile()) return []
    const said = textOf(join(entry.parentPath, entry.name))
    return texts.some((text) => said.includes(text)) ? [entry.name] : []
  })
}

/** Nothing for a file that has just got its lasting name. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

describe('NODE_DEBUG (T23)', () => {
  it.each([
    { name: 'the built relay', relay: builtRelay },
    { name: 'the Node relay', relay: nodeRelay },
  ])('of a shell writes down no credential and no address of a console, through $name', async ({ relay }) => {
    await scene.signIn('p', { env: debugging, relay })
    const { stdout } = await scene.run(['credential-process', '--profile', 'p'], { env: debugging, relay })
    const keys = JSON.parse(stdout) as { readonly SecretAccessKey: string; readonly SessionToken: string }
    const opened = await scene.run(['console', '--profile', 'p', '--print'], { env: debugging, relay })
    const [, token = ''] = /SigninToken=([^&\s]+)/.exec(opened.stdout) ?? []
    const secrets = [keys.SecretAccessKey, keys.SessionToken, token]
    expect(secrets.map((secret) => secret.length > 20)).toEqual([true, true, true])
    expect(filesWith([...secrets, ...secrets.map(encodeURIComponent), 'UNDICI'])).toEqual([])
    const environment = readFileSync(`/proc/${scene.agentPid()}/environ`, 'utf8')
    expect(environment).not.toContain('NODE_DEBUG')
  })

  it.each(Object.entries(debugging))('%s does not run an agent', async (name, value) => {
    const agent = scene.program(process.execPath, [builtAgent], { env: { [name]: value } })
    await until(() => agent.hasEnded || scene.agentPid() !== undefined, 'it ends, or serves')
    const code = agent.hasEnded ? (await agent.ended).code : null
    expect({ code, served: scene.stateFile('endpoint'), told: agent.stderr }).toEqual({
      ...{ code: 1, served: '' },
      told: expect.stringContaining(`The agent does not run with ${name}. Unset it`),
    })
  })
})
