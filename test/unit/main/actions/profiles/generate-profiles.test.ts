import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import { addProfile } from '../../../../../main/actions/profiles/add-profile.ts'
import {
  type GenerateProfilesRequest,
  type GenerationPreview,
  generateProfiles,
} from '../../../../../main/actions/profiles/generate-profiles.ts'
import type { ProfileBinding } from '../../../../../main/config/generated-profiles.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import type { IdentityCenterSession } from '../../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { identityCenterSession } from '../../../../fakes/session-records.ts'

const configPath = '/home/alice/.aws/config'
const credentialsPath = '/home/alice/.aws/credentials'

const corp = identityCenterSession('corp', { flow: 'authorization-code', refreshToken: 'canary-refresh' })
const dev = { accountId: '111111111111', accountName: 'dev', roleName: 'Admin' }
const prod = { accountId: '222222222222', accountName: 'prod', roleName: 'Admin' }
const line = (name: string): string => `/opt/signet credential-process --profile ${name}`
const own = (name: string): string =>
  `[profile ${name}]\ncredential_process = ${line(name)}\nregion = us-east-1\n`
const bound = (accountId: string, generated = true): ProfileBinding => ({
  ...{ session: corp.id, accountId, roleName: 'Admin' },
  ...(generated ? { generated } : {}),
})

function scene(
  options: {
    config?: string
    credentials?: string
    bindings?: Record<string, ProfileBinding>
    roles?: readonly (typeof dev)[]
    sessions?: readonly IdentityCenterSession[]
  } = {},
) {
  const events: string[] = []
  const files = new MemoryFiles()
  const encode = (text: string) => new TextEncoder().encode(text)
  if (options.config !== undefined) files.put(configPath, encode(options.config))
  if (options.credentials !== undefined) files.put(credentialsPath, encode(options.credentials))
  const disk = memoryDisk()
  Object.assign(disk.contents, { sessions: options.sessions ?? [corp], profiles: options.bindings ?? {} })
  disk.onWritten = () => events.push('vault durable')
  const vault = new MemoryVault(disk)
  files.beforeReplace = async () => void events.push('file replaced')
  const dependencies = {
    door: { enter: async () => void events.push('vault open') },
    vault,
    awsFiles: awsFiles({
      ...{ files, lock: { acquire: async () => () => undefined }, clock: new FakeClock() },
      ...{ homeFolder: undefined, backupFolder: '/state/backups' },
    }),
    rolesOf: async () => options.roles ?? [dev, prod],
  }
  const asking = {
    ...{ env: { HOME: '/home/alice' }, cwd: '/', relay: ['/opt/signet'], session: undefined },
    ...{ region: undefined, signal: new AbortController().signal },
  }
  const shown: GenerationPreview[] = []
  const generate = (changes: Partial<GenerateProfilesRequest> = {}, prompts: Prompts = {}) =>
    generateProfiles(dependencies)(
      {
        ...{ ...asking, template: undefined, filter: undefined },
        ...{ prune: false, dryRun: false, isConfirmed: true, ...changes },
      },
      prompts,
      (preview) => void shown.push(preview),
    )
  const add = (changes: Partial<Parameters<ReturnType<typeof addProfile>>[0]> = {}) =>
    addProfile(dependencies)(
      { ...asking, account: 'dev', role: 'Admin', name: undefined, adopt: false, replace: false, ...changes },
      {},
    )
  const text = (path: string) =>
    files.contents.has(path) ? new TextDecoder().decode(files.bytes(path)) : undefined
  return { generate, add, events, files, vault, disk, shown, config: () => text(configPath), text }
}

describe('generateProfiles', () => {
  it('binds the names durably before it writes the config, and keeps a backup', async () => {
    const { generate, events, config, disk, shown } = scene({ config: '# mine\n' })
    const { outcome, backupPath } = await generate()
    expect(outcome).toBe('written')
    expect(backupPath).toMatch(/^\/state\/backups\/config-[0-9a-f]{8}\./)
    expect(events).toEqual(['vault open', 'vault durable', 'file replaced', 'file replaced', 'file replaced'])
    expect(config()).toBe(`# mine\n\n${own('dev-Admin')}\n${own('prod-Admin')}`)
    expect(disk.contents.profiles).toEqual({
      'dev-Admin': bound(dev.accountId),
      'prod-Admin': bound(prod.accountId),
    })
    expect(shown[0]).toMatchObject({
      session: 'corp',
      configPath,
      diff: expect.arrayContaining([`+[profile dev-Admin]`]),
    })
  })

  it('asks after showing, and leaves all as it was for any answer but yes', async () => {
    for (const answer of [undefined, '', 'no', 'y']) {
      const { generate, config, disk, shown } = scene({ config: '' })
      const prompts = new ScriptedPrompts(answer)
      expect((await generate({ isConfirmed: false }, prompts)).outcome).toBe('declined')
      expect([config(), disk.contents.profiles, shown.length, prompts.asked.length]).toEqual(['', {}, 1, 1])
    }
    const { generate, config } = scene()
    expect((await generate({ isConfirmed: false }, new ScriptedPrompts(' Yes '))).outcome).toBe('written')
    expect(config()).toContain('[profile dev-Admin]')
  })

  it('needs --yes where nobody can be asked, and writes nothing with --dry-run', async () => {
    const { generate, config, disk } = scene()
    await expect(generate({ isConfirmed: false })).rejects.toMatchObject({
      code: 'consent-denied',
      remedy: 'approve',
    })
    expect(await generate({ dryRun: true, isConfirmed: false })).toMatchObject({ outcome: 'dry-run' })
    expect([config(), disk.contents.profiles]).toEqual([undefined, {}])
  })

  it('says that nothing is to be done the second time, without asking or writing', async () => {
    const { generate, events } = scene()
    await generate()
    events.length = 0
    expect((await generate({ isConfirmed: false })).outcome).toBe('unchanged')
    expect(events).toEqual(['vault open'])
  })

  it('binds again what the vault has lost, without asking', async () => {
    const { generate, disk, config } = scene({ config: own('dev-Admin'), roles: [dev] })
    expect((await generate({ isConfirmed: false })).outcome).toBe('written')
    expect(disk.contents.profiles).toEqual({ 'dev-Admin': bound(dev.accountId) })
    expect(config()).toBe(own('dev-Admin'))
  })

  it('asks before a name turns to another role, though no line changes', async () => {
    const options = {
      config: own('dev-Admin'),
      bindings: { 'dev-Admin': bound('9'.repeat(12)) },
      roles: [dev],
    }
    const declined = scene(options)
    expect((await declined.generate({ isConfirmed: false }, new ScriptedPrompts('no'))).outcome).toBe(
      'declined',
    )
    expect(declined.disk.contents.profiles).toEqual(options.bindings)
    const taken = scene(options)
    await taken.generate()
    expect(taken.disk.contents.profiles).toEqual({ 'dev-Admin': bound(dev.accountId) })
  })

  it('prunes only when asked: the section first, the binding after it', async () => {
    const options = {
      config: `${own('old-Admin')}\n${own('dev-Admin')}`,
      bindings: { 'old-Admin': bound('9'.repeat(12)), 'dev-Admin': bound(dev.accountId, false) },
      roles: [dev],
    }
    const kept = scene(options)
    expect(await kept.generate()).toMatchObject({
      outcome: 'unchanged',
      preview: { gone: [{ name: 'old-Admin' }] },
    })
    const pruned = scene(options)
    await pruned.generate({ prune: true })
    expect(pruned.events).toEqual([
      'vault open',
      'file replaced',
      'file replaced',
      'file replaced',
      'vault durable',
    ])
    expect(pruned.config()).toBe(own('dev-Admin'))
    expect(pruned.disk.contents.profiles).toEqual({ 'dev-Admin': bound(dev.accountId, false) })
  })

  it('leaves the config alone when the vault cannot be written', async () => {
    const { generate, vault, config } = scene({ config: 'x = y\n'.replace('x = y\n', '# mine\n') })
    vault.isWritable = false
    await expect(generate()).rejects.toMatchObject({ code: 'vault-unwritable' })
    expect(config()).toBe('# mine\n')
  })

  it('leaves alone a profile that another program makes while the person thinks', async () => {
    const { generate, files, config } = scene({ config: '' })
    const foreign = '[profile dev-Admin]\nsso_session = theirs\n'
    const ask = async () => {
      files.put(configPath, new TextEncoder().encode(foreign))
      return 'yes'
    }
    await generate({ isConfirmed: false }, { ask })
    expect(config()).toBe(`${foreign}\n${own('prod-Admin')}`)
  })

  it('does nothing when AWS lists no role, and when the session must be named', async () => {
    await expect(scene({ roles: [] }).generate({ prune: true })).rejects.toMatchObject({
      code: 'role-not-assigned',
    })
    const other = { ...corp, id: 'identity-center:other', name: 'other' }
    const { generate } = scene({ sessions: [corp, other] })
    await expect(generate()).rejects.toThrow('Name one: --session corp')
    await expect(generate({ session: 'x' })).rejects.toThrow('corp, other')
    await expect(scene({ sessions: [] }).generate()).rejects.toMatchObject({ code: 'session-missing' })
    expect((await generate({ session: 'other', dryRun: true })).preview.session).toBe('other')
  })

  it('refuses a bad template or filter before it opens the vault', async () => {
    const { generate, events } = scene()
    await expect(generate({ template: '{x}' })).rejects.toMatchObject({ code: 'request-malformed' })
    await expect(generate({ filter: 'x:y' })).rejects.toMatchObject({ code: 'request-malformed' })
    expect(events).toEqual([])
  })

  it('shows no secret of the config or the session', async () => {
    const config = '[profile x]\naws_secret_access_key = canary-key\n'
    const { generate } = scene({ config })
    expect(JSON.stringify(await generate())).not.toContain('canary')
  })
})

describe('addProfile', () => {
  it('binds one role and writes two lines', async () => {
    const { add, events, config, disk } = scene()
    expect(await add()).toMatchObject({ profile: 'dev-Admin', ...dev, configPath })
    expect(events).toEqual(['vault open', 'vault durable', 'file replaced'])
    expect(config()).toBe(own('dev-Admin'))
    expect(disk.contents.profiles).toEqual({ 'dev-Admin': bound(dev.accountId, false) })
  })

  it('takes an account by its id, a name and a region', async () => {
    const { add, config } = scene({ config: '[default]\noutput = json\n' })
    await add({ account: prod.accountId, name: 'default', region: 'eu-west-1' })
    expect(config()).toBe(
      `[default]\noutput = json\ncredential_process = ${line('default')}\nregion = eu-west-1\n`,
    )
  })

  it('names what is assigned when the role or account is not, with nothing a terminal would obey (T25)', async () => {
    const hostile = { ...dev, roleName: 'x\u001b[2J' }
    const { add, config } = scene({ roles: [dev, hostile, { ...dev, accountId: '333333333333' }] })
    await expect(add()).rejects.toThrow(
      '2 accounts are named "dev". Give the id: --account 111111111111 or 333333333333.',
    )
    await expect(add({ account: dev.accountId, role: 'y' })).rejects.toThrow(
      'Assigned: "Admin", "x\\u001b[2J"',
    )
    await expect(add({ account: 'none' })).rejects.toMatchObject({ code: 'role-not-assigned' })
    expect(config()).toBeUndefined()
  })

  it('leaves another source of credentials alone unless told to adopt it, and access keys always', async () => {
    const config = '[profile dev-Admin]\nlogin_session = x\n'
    const conflict = { code: 'profile-conflict' }
    const foreign = scene({ config })
    await expect(foreign.add()).rejects.toMatchObject(conflict)
    expect(foreign.disk.contents.profiles).toEqual({})
    await foreign.add({ adopt: true })
    expect(foreign.config()).toBe(own('dev-Admin'))
    const keys = scene({ credentials: '[dev-Admin]\naws_access_key_id = x\n' })
    await expect(keys.add({ adopt: true })).rejects.toMatchObject(conflict)
    expect(keys.text(credentialsPath)).toContain('aws_access_key_id')
  })

  it('does not turn a profile to another role without --replace', async () => {
    const { add, disk } = scene({
      config: own('dev-Admin'),
      bindings: { 'dev-Admin': bound('9'.repeat(12)) },
    })
    await expect(add()).rejects.toMatchObject({ code: 'profile-conflict' })
    await add({ replace: true })
    expect(disk.contents.profiles).toEqual({ 'dev-Admin': bound(dev.accountId, false) })
  })
})
