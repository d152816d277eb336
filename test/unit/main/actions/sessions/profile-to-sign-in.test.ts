import { describe, expect, it } from 'vitest'
import { assertFree } from '../../../../../main/actions/profiles/assert-free.ts'
import { signInToProfile } from '../../../../../main/actions/sessions/sign-in-to-profile.ts'
import type { ProfileBinding } from '../../../../../main/vault/session-record.ts'
import { configPath, profileScene } from '../../../../fakes/profile-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { identityCenterSession, signInSession } from '../../../../fakes/session-records.ts'

const served =
  '[default]\noutput = json\n\n[profile dev]\nregion = eu-west-1\n\n[profile role]\nregion = us-east-1\n'
const stranger = 'arn:aws:iam::444455556666:user/stranger'
const portal = identityCenterSession('acme', { startUrl: 'https://a.example/start', scopes: [] })

/** A person whose `[default]` follows what they use. */
async function scene(uses: string | undefined, bindings: Record<string, ProfileBinding> = {}) {
  const rooms = profileScene({
    config: served,
    bindings: {
      role: { session: portal.id, accountId: '111122223333', roleName: 'Developer' },
      ...bindings,
    },
  })
  await rooms.vault.update((contents) => ({ ...contents, sessions: [...contents.sessions, portal] }))
  if (uses !== undefined) await rooms.use(uses)
  const browsers: string[] = []
  let comesBackAs = signInSession()
  let during: () => Promise<unknown> = async () => undefined
  const act = signInToProfile({
    ...rooms,
    broker: { adopt: () => undefined },
    checkRegion: () => undefined,
    async signIn({ profile }) {
      browsers.push(profile)
      await during()
      return { kind: 'signed-in', session: comesBackAs }
    },
  })
  const { signal } = new AbortController()
  const signIn = (profile: string, prompts = new ScriptedPrompts(), region?: string) =>
    act(
      {
        ...{ profile, method: 'same-device', region, openBrowser: true, adopt: false, replace: false },
        ...{ relay: ['/opt/signet'], env: {}, cwd: '/', signal },
      },
      prompts,
      () => undefined,
    )
  return {
    ...{ ...rooms, browsers, signIn },
    bound: () => rooms.vault.contents().profiles,
    section: () => rooms.text(configPath).split('\n\n')[0],
    comesBack(arn: string) {
      comesBackAs = signInSession({ id: arn, principalArn: arn })
    },
    whileAway(work: () => Promise<unknown>) {
      during = work
    },
  }
}

describe('profileToSignIn', () => {
  it('signs in to the profile that [default] follows, says so, and leaves [default] to the letter', async () => {
    const { signIn, browsers, section, bound, pointer } = await scene('dev')
    const before = section()
    const prompts = new ScriptedPrompts()
    expect(await signIn('default', prompts)).toMatchObject({ profile: 'dev' })
    expect([browsers, prompts.told]).toEqual([
      ['dev'],
      ['[default] follows dev: this signs in to that profile.'],
    ])
    expect([section(), Object.hasOwn(bound(), 'default'), await pointer()]).toEqual([before, false, 'dev'])
  })

  it.each<[what: string, uses: string, bindings: Record<string, ProfileBinding>, words: RegExp]>([
    ['a role of a portal', 'role', {}, /session acme\. .*signet login --sso --session acme\./],
    [
      'a role that is assumed',
      'deploy',
      { deploy: { source: 'dev', roleArn: 'arn:aws:iam::444455556666:role/Deploy' } },
      /assumed with dev\. .*signet login --profile dev\./,
    ],
  ])('refuses before the browser where that is %s, and names the sign-in that it needs', async (...row) => {
    const [, uses, bindings, words] = row
    const { signIn, browsers, text, bound } = await scene(uses, bindings)
    const before = [text(configPath), bound()]
    await expect(signIn('default', undefined, 'us-east-1')).rejects.toMatchObject({
      code: 'profile-conflict',
      remedy: 'sign-in',
      message: expect.stringMatching(words),
    })
    expect([browsers, [text(configPath), bound()]]).toEqual([[], before])
  })

  it('refuses where it follows nobody, rather than to take it over', async () => {
    const { signIn, browsers, preferences } = await scene('dev')
    await preferences.update(({ default: _, ...contents }) => contents)
    await expect(signIn('default')).rejects.toMatchObject({ code: 'profile-unknown' })
    expect(browsers).toEqual([])
  })

  it('takes default as a name like others where [default] is not Signet’s, or given back', async () => {
    const { signIn, use, restore, section } = await scene(undefined)
    await use('dev')
    await restore()
    expect(await signIn('default', undefined, 'eu-west-1')).toMatchObject({ profile: 'default' })
    expect(section()).not.toContain('--default')
    expect((await scene(undefined)).bound()).not.toHaveProperty('default')
  })

  it('keeps following where the one that was chosen is called default itself', async () => {
    const { signIn, section, bound, pointer } = await scene('default', { default: { session: 'gone' } })
    const before = section()
    const prompts = new ScriptedPrompts('yes')
    expect(await signIn('default', prompts, 'eu-west-1')).toMatchObject({ profile: 'default' })
    expect(section()).toContain(before)
    expect([bound().default, await pointer()]).toEqual([{ session: signInSession().id }, 'default'])
  })

  it('does not take [default] over when it was given to another profile while the browser was open', async () => {
    const { signIn, use, section, whileAway, pointer } = await scene(undefined)
    whileAway(() => use('dev'))
    await signIn('default', undefined, 'eu-west-1')
    expect(section()).toContain('credential-process --default')
    expect(await pointer()).toBe('dev')
  })

  it('does not offer [default] as the other name for somebody else', async () => {
    const { signIn, comesBack, bound, section } = await scene('dev')
    const before = section()
    comesBack(stranger)
    const prompts = new ScriptedPrompts('default', 'guest')
    expect(await signIn('dev', prompts)).toMatchObject({ profile: 'guest' })
    expect(prompts.told.join('\n')).toContain('[default] follows the profile that you chose')
    expect([section(), bound().guest]).toEqual([before, { session: stranger }])
  })
})

describe('assertFree', () => {
  it.each([false, true])(
    'keeps a role from taking over a [default] that follows (adopt: %s)',
    async (adopt) => {
      const { use, awsFiles, asking } = await scene(undefined)
      await use('dev')
      const profile = (await awsFiles.read(asking)).shared.profiles.get('default')
      expect(() => assertFree(profile, adopt)).toThrow(/signet use --restore/)
    },
  )
})
