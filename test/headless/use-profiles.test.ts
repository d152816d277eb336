/** Profiles by hand, and the way back of each change: through the real agent. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from './harness.ts'
import { allow, aScreen, sceneWithProfiles } from './identity-center-scene.ts'

const [admin, developer] = ['acme-dev-AdministratorAccess', 'acme-dev-Developer']

describe('profiles by hand', () => {
  let scene: Scene
  const transcript: string[] = []
  beforeAll(async () => {
    scene = await sceneWithProfiles()
  })
  afterAll(async () => {
    if (process.env.SIGNET_SHOW_TRANSCRIPT) process.stdout.write(`${transcript.join('\n')}\n`)
    await scene.close()
  })

  /** What is said where it went well; else the exit code and what was said. */
  async function signet(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await scene.run(args)
    transcript.push(`$ signet ${args.join(' ')}\n${stdout}${stderr}`)
    return code === 0 ? stdout : `${code}: ${stderr}`
  }
  const config = () => readFileSync(scene.configPath, 'utf8')
  const served = async (profile: string) => (await scene.ask(profile)).code === 0

  it('marks are kept by Signet alone, and searched', async () => {
    const before = config()
    expect(await signet('profiles', 'tag', developer, '+money', '+eu', '--colour', 'red')).toBe(
      `${developer}: red #eu #money\n`,
    )
    expect(await signet('profiles', 'tag', developer, '-eu')).toBe(`${developer}: red #money\n`)
    await signet('profiles', 'pin', 'acme-prod-ReadOnlyAccess')
    expect(await signet('profiles', 'list', '--tag', 'money')).toContain('red #money')
    const listed = JSON.parse(await signet('profiles', 'list', 'prod', '--json')) as { name: string }[]
    expect(listed.map(({ name }) => name)).toEqual([
      'acme-prod-ReadOnlyAccess',
      'acme-prod-AdministratorAccess',
    ])
    expect((await signet('profiles', 'list', '--favourites')).split('\n')[1]).toMatch(
      /^acme-prod-ReadOnlyAccess .* pinned$/,
    )
    expect(config()).toBe(before)
  })

  it('shows everything that is known of one', async () => {
    const shown = await signet('profiles', 'show', developer)
    for (const part of [
      /Session +work/,
      /Account +111122223333/,
      /Role +Developer/,
      /Marks +red #money/,
      /config:\d+\n/,
    ]) {
      expect(shown).toMatch(part)
    }
  })

  it('a new name is served at once, the old one no more, until it is undone', async () => {
    const before = config()
    expect(await signet('profiles', 'rename', developer, 'dev', '--yes')).toContain('dev is dev now'.slice(4))
    expect([await served('dev'), await served(developer)]).toEqual([true, false])
    expect(await signet('profiles', 'show', 'dev')).toMatch(/Marks +red #money/)
    expect(await signet('config', 'undo', '--yes')).toContain(
      `Takes back: signet profiles rename ${developer} dev`,
    )
    expect([config(), await served('dev'), await served(developer)]).toEqual([before, false, true])
  })

  it('a removed profile comes back with what served it', async () => {
    const before = config()
    await signet('profiles', 'remove', admin, '--yes')
    expect([config().includes(admin), await served(admin)]).toEqual([false, false])
    await signet('config', 'undo', '--yes')
    expect([config(), await served(admin)]).toEqual([before, true])
  })

  it('so does one that was pruned', async () => {
    const before = config()
    await signet('profiles', 'generate', '--prune', '--yes', '--template', '{account_id}-{role}')
    expect(await served(admin)).toBe(false)
    await signet('config', 'undo', '--yes')
    expect([config(), await served(admin), await served('111122223333-Developer')]).toEqual([
      before,
      true,
      false,
    ])
  })

  it('tells what it changed, and when', async () => {
    expect(await signet('config', 'backups')).toMatch(
      / {2}1 {2}\d{4}-.*before "signet config undo --to 1"\n {2}2 {2}.*before "signet profiles generate"/,
    )
    expect(await signet('config', 'diff', '2')).toContain('They are the same.')
    expect(await signet('config', 'diff', '99')).toMatch(
      /^1: signet: There are \d+ backups of .*, and none has the number 99/,
    )
  })

  it('a session that was signed out of is signed in to by its name alone', async () => {
    await signet('logout', '--session', 'work')
    expect(await served(admin)).toBe(false)
    const login = scene.spawn(['login', '--sso', '--no-browser', '--session', 'work'], { env: aScreen })
    await allow(scene, login)
    expect((await login.ended).code).toBe(0)
    expect(await served(admin)).toBe(true)
  })

  it('keeps no secret in its preferences', () => {
    const kept = JSON.parse(scene.stateFile('preferences.json')) as Record<string, unknown>
    expect(kept).toEqual({
      version: 1,
      profiles: {
        [developer]: { tags: ['money'], colour: 'red' },
        'acme-prod-ReadOnlyAccess': { isPinned: true },
      },
      portals: {
        work: {
          startUrl: expect.stringContaining('https://'),
          region: 'us-east-1',
          scopes: ['sso:account:access'],
        },
      },
    })
  })
})
