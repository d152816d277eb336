import { describe, expect, it } from 'vitest'
import { setPolicies } from '../../../../../../main/actions/activity/set-policies.ts'
import { readPolicy } from '../../../../../../main/actions/activity/set-policy.ts'
import { markProfiles } from '../../../../../../main/actions/profiles/mark-profiles.ts'
import { removeProfiles } from '../../../../../../main/actions/profiles/remove-profiles.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { profilesPin, profilesTag } from '../../../../../../main/serve/terminal/verbs/profiles-mark.ts'
import { profilesPolicy } from '../../../../../../main/serve/terminal/verbs/profiles-policy.ts'
import { profilesRemove } from '../../../../../../main/serve/terminal/verbs/profiles-remove.ts'
import { configPath, profileScene } from '../../../../../fakes/profile-scene.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const config = ['dev', 'prod', 'other', 'last'].map((name) => `[profile ${name}]\nregion = x\n`).join('\n')

function scene() {
  const made = profileScene({ config, policies: { prod: { use: 'ask', isProduction: true } } })
  const policies = {
    ...made.rooms,
    grants: { forget: () => undefined },
    activity: { record: () => undefined },
  }
  const mark = markProfiles(made.rooms)
  const verbs = [
    profilesRemove(removeProfiles(made.rooms)),
    profilesPin(mark, 'pin'),
    profilesPin(mark, 'unpin'),
    profilesTag(mark),
    profilesPolicy({ readPolicy: readPolicy(policies), setPolicies: setPolicies(policies) }),
  ].map((verb) => ({ ...verb, name: verb.name.replace('profiles ', '') }))
  const handle = terminal({ verbs, version: '1', log: { note: () => undefined }, now: () => 0 })
  const run = async (line: string, ...answers: string[]) => {
    const io = new FakeTerminal()
    io.answers = answers
    const isTerminal = { stdin: true, stdout: false, stderr: true }
    const code = await handle(terminalRequest(line.split(' '), answers.length > 0 ? { isTerminal } : {}), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  return { ...made, run }
}

describe('profiles remove with several names', () => {
  it('shows one diff, removes all, and says one way back', async () => {
    const { run, text, undo } = scene()
    const { code, out } = await run('remove dev other last --yes')
    expect([code, text(configPath)]).toEqual([0, '[profile prod]\nregion = x\n'])
    expect([out.match(/Changes in/g)?.length, out.includes('3 profiles are gone.\nTo go back:')]).toEqual([
      1,
      true,
    ])
    await undo()
    expect(text(configPath)).toBe(config)
  })

  it('asks for the name of a production profile though --yes was given', async () => {
    const { run, text } = scene()
    expect((await run('remove dev prod --yes', 'dev')).code).not.toBe(0)
    expect(text(configPath)).toBe(config)
    expect((await run('remove dev prod --yes', 'prod')).code).toBe(0)
    expect(text(configPath)).not.toContain('prod')
  })

  it('has for one the JSON that it always had, for several a list of names', async () => {
    const { run } = scene()
    const one = JSON.parse((await run('remove last --dry-run --json')).out) as object
    const two = JSON.parse((await run('remove last dev --dry-run --json')).out) as object
    expect([Object.keys(one), Object.keys(two)]).toEqual([
      ['outcome', 'profile', 'files', 'backupPaths', 'idleSession'],
      expect.arrayContaining(['outcome', 'profiles', 'files', 'backupPaths', 'idleSessions', 'guarded']),
    ])
    expect(two).toMatchObject({ outcome: 'dry-run', profiles: ['last', 'dev'] })
  })
})

describe('profiles pin and tag with several names', () => {
  it('mark all of them, by signs or by options', async () => {
    const { run } = scene()
    expect((await run('pin dev last')).out).toBe('dev: pinned\nlast: pinned\n')
    expect((await run('tag dev last +a -b')).out).toBe('dev: pinned #a\nlast: pinned #a\n')
    expect((await run('tag dev last --add x,y --remove a')).out).toBe(
      'dev: pinned #x #y\nlast: pinned #x #y\n',
    )
    expect(JSON.parse((await run('unpin dev last --json')).out)).toMatchObject([
      { profile: 'dev', isPinned: false },
      { profile: 'last', isPinned: false },
    ])
    expect(JSON.parse((await run('pin dev --json')).out)).toMatchObject({ profile: 'dev', isPinned: true })
  })

  it('change none where one is not there', async () => {
    const { run, preferences } = scene()
    expect((await run('tag dev nobody --add x')).code).not.toBe(0)
    expect((await preferences.read()).profiles).toEqual({})
  })
})

describe('profiles policy with several names', () => {
  it('sets all of them, and asks for the name of a production profile that is guarded less', async () => {
    const { run, vault } = scene()
    expect((await run('policy dev prod --use notify')).code).not.toBe(0)
    expect(vault.contents().policies).toEqual({ prod: { use: 'ask', isProduction: true } })
    const { code, out } = await run('policy dev prod --use notify', 'prod')
    expect([code, out.match(/^ {2}use/gm)?.length]).toEqual([0, 2])
    expect(vault.contents().policies).toEqual({
      dev: { use: 'notify' },
      prod: { use: 'notify', isProduction: true },
    })
  })

  it('shows all of them', async () => {
    const { run } = scene()
    expect(JSON.parse((await run('policy dev prod --json')).out)).toMatchObject([
      { profile: 'dev', use: 'allow' },
      { profile: 'prod', use: 'ask' },
    ])
  })
})
