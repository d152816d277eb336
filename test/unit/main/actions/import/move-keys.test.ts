import { describe, expect, it } from 'vitest'
import { seriesOf } from '../../../../../main/config/backups.ts'
import { UnavailableError } from '../../../../../main/kernel/errors.ts'
import { FileError } from '../../../../../main/kernel/ports/files.ts'
import type { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import {
  configPath,
  credentialsPath,
  type KeysSceneOptions,
  keyLines,
  keysScene,
  line,
  notTaken,
  secret,
} from '../keys-scene.ts'

const roleArn = 'arn:aws:iam::444455556666:role/Deploy'
const id = 'iam-user:AKIAEXAMPLEEXAMPLE00'
const before = {
  config: '[profile dev]\nregion = eu-central-1\n',
  credentials: `# mine\n[dev]\n${keyLines()}`,
}

describe('moveKeys', () => {
  it('moves a key into the vault, and leaves every other byte', async () => {
    const scene = keysScene(before)
    const moved = await scene.move()
    expect([moved.outcome, moved.profiles, scene.shown[0]?.found]).toEqual([
      'moved',
      ['dev'],
      [
        {
          ...{ profile: 'dev', keyProfile: 'dev', accessKeyId: 'AKIAEXAMPLEEXAMPLE00', file: 'credentials' },
          ...{ principalArn: 'arn:aws:iam::111122223333:user/carla', mfaSerial: null, obstacle: null },
        },
      ],
    ])
    expect([scene.text(credentialsPath), scene.text(configPath)]).toEqual([
      '# mine\n[dev]\n',
      `[profile dev]\nregion = eu-central-1\ncredential_process = ${line('dev')}\n`,
    ])
    expect(scene.disk.contents).toMatchObject({
      sessions: [
        {
          ...{ kind: 'iam-user', id, accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: secret },
          ...{ principalArn: 'arn:aws:iam::111122223333:user/carla', accountId: '111122223333' },
          region: 'eu-central-1',
        },
      ],
      profiles: { dev: { session: id } },
    })
    expect(scene.asked).toMatchObject([{ region: 'eu-central-1' }])
  })

  it('leaves no copy of the key in the clear, and a sealed one of the file', async () => {
    const scene = keysScene(before)
    const moved = await scene.move()
    expect(scene.filesWith(secret)).toEqual([])
    const sealed = moved.backupPaths.filter((path) => path.endsWith('.age'))
    const opened = await scene.vault.unseal(scene.files.bytes(sealed[0] ?? ''))
    expect([sealed.length, new TextDecoder().decode(opened)]).toEqual([1, before.credentials])
    const shown = JSON.stringify([scene.shown, moved])
    expect(shown).not.toContain(secret)
  })

  it('seals older backups that hold the key, too', async () => {
    const scene = keysScene(before)
    const name = `/state/backups/credentials-0a0b0c0d.2026-01-01T00-00-00-000Z`
    const path = `/state/backups/${seriesOf(credentialsPath)}.2026-01-01T00-00-00-000Z`
    scene.put(path, before.credentials)
    scene.put(name, 'of another file')
    expect((await scene.move()).sealedBackups).toBe(1)
    expect([
      scene.filesWith(secret),
      scene.files.contents.has(`${path}.age`),
      scene.files.contents.has(name),
    ]).toEqual([[], true, true])
  })

  it('seals what an earlier run was cut off before sealing', async () => {
    const scene = keysScene({ config: before.config })
    const path = `/state/backups/${seriesOf(credentialsPath)}.2026-01-01T00-00-00-000Z.age`
    scene.put(path, before.credentials)
    await scene.move()
    const opened = await scene.vault.unseal(scene.files.bytes(path))
    expect([scene.filesWith(secret), new TextDecoder().decode(opened)]).toEqual([[], before.credentials])
  })

  it('takes keys of the config file, and of both files where they are the same', async () => {
    const scene = keysScene({ config: `[profile dev]\n${keyLines()}`, credentials: `[dev]\n${keyLines()}` })
    await scene.move()
    expect([scene.text(credentialsPath), scene.text(configPath), scene.filesWith(secret)]).toEqual([
      '[dev]\n',
      `[profile dev]\ncredential_process = ${line('dev')}\n`,
      [],
    ])
  })

  it('keeps the MFA device of a profile with its key', async () => {
    const mfa = 'arn:aws:iam::111122223333:mfa/carla'
    const scene = keysScene({ ...before, config: `[profile dev]\nmfa_serial = ${mfa}\n` })
    await scene.move()
    expect(scene.disk.contents.sessions).toMatchObject([{ mfaSerial: mfa }])
  })

  it('makes a profile of its own for the key of a role that names itself as its source', async () => {
    const scene = keysScene({
      config: `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = dev\nregion = eu-west-1\n`,
      credentials: `[dev]\n${keyLines()}`,
    })
    expect((await scene.move()).profiles).toEqual(['dev-keys'])
    expect(scene.text(configPath)).toBe(
      `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = dev-keys\nregion = eu-west-1\n\n` +
        `[profile dev-keys]\ncredential_process = ${line('dev-keys')}\nregion = eu-west-1\n`,
    )
    expect(scene.disk.contents.profiles).toEqual({ 'dev-keys': { session: id } })
  })

  it.each<[what: string, options: KeysSceneOptions, obstacle: string]>([
    ['temporary credentials', { credentials: `[dev]\n${keyLines()}aws_session_token = t\n` }, 'temporary'],
    [
      'another key in the config',
      { credentials: `[dev]\n${keyLines()}`, config: `[profile dev]\n${keyLines('AKIAOTHEROTHEROTHER0')}` },
      'another key in the config file',
    ],
    [
      'a role of another source',
      {
        credentials: `[dev]\n${keyLines()}`,
        config: `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = x\n`,
      },
      'also has a role to assume',
    ],
    [
      'a sign-in of the AWS CLI',
      { credentials: `[dev]\n${keyLines()}`, config: '[profile dev]\nlogin_session = arn\n' },
      'also has an AWS CLI login session',
    ],
    [
      'an id that is none',
      { credentials: `[dev]\n${keyLines('AKIA-EXAMPLE')}` },
      'access key id that is none',
    ],
    [
      'a secret that is none',
      { credentials: `[dev]\n${keyLines('AKIAEXAMPLEEXAMPLE00', 'a b')}` },
      'secret key that is none',
    ],
    [
      'a key that AWS does not take',
      { credentials: `[dev]\n${keyLines()}`, whose: notTaken },
      'AWS does not take',
    ],
    [
      'an MFA device that is none',
      { credentials: `[dev]\n${keyLines()}`, config: '[profile dev]\nmfa_serial = a b\n' },
      'mfa_serial that is none',
    ],
  ])('leaves %s where it is, and says why', async (_, options, obstacle) => {
    const scene = keysScene(options)
    const { outcome } = await scene.move()
    expect([outcome, scene.shown[0]?.found[0]?.obstacle, scene.vault.contents().sessions]).toEqual([
      'nothing',
      expect.stringContaining(obstacle),
      [],
    ])
    expect(scene.files.changes.filter((change) => !change.endsWith('.before-signet'))).toEqual([])
  })

  it('does not ask AWS when it is told not to, and says how when AWS cannot be asked', async () => {
    const down = () => Promise.reject(new UnavailableError('network-down', 'AWS cannot be reached.'))
    const scene = keysScene({ ...before, whose: down })
    await expect(scene.move()).rejects.toMatchObject({
      code: 'network-down',
      message: expect.stringContaining('--offline'),
    })
    expect(scene.files.changes).toEqual([])
    expect((await scene.move({ isOffline: true })).outcome).toBe('moved')
    expect(scene.disk.contents.sessions).toMatchObject([{ accessKeyId: 'AKIAEXAMPLEEXAMPLE00' }])
  })

  it('changes nothing in a dry run, or without a yes', async () => {
    const scene = keysScene(before)
    expect([
      (await scene.move({ dryRun: true })).outcome,
      (await scene.move({ isConfirmed: false }, new ScriptedPrompts('no'))).outcome,
      (await scene.move({ isConfirmed: false }, new ScriptedPrompts(undefined))).outcome,
      await scene.move({ isConfirmed: false }).catch(({ code }: { code: string }) => code),
    ]).toEqual(['dry-run', 'declined', 'declined', 'consent-denied'])
    expect([scene.files.changes, scene.disk.contents.sessions]).toEqual([[], []])
    expect(scene.shown[0]?.diffs.map(({ path }) => path)).toEqual([configPath, credentialsPath])
  })

  it('takes only the profiles that were named, and knows when there is none of the name', async () => {
    const other = keyLines('AKIAOTHEROTHEROTHER0', 'another/secret/of/forty/characters/0000')
    const scene = keysScene({ credentials: `[dev]\n${keyLines()}[ops]\n${other}` })
    await expect(scene.move({ only: ['prod'] })).rejects.toMatchObject({ code: 'request-malformed' })
    expect((await scene.move({ only: ['ops'] })).profiles).toEqual(['ops'])
    expect(scene.text(credentialsPath)).toBe(`[dev]\n${keyLines()}[ops]\n`)
  })

  it('touches no file when the vault does not take the keys (R4)', async () => {
    const scene = keysScene(before)
    scene.vault.isWritable = false
    await expect(scene.move()).rejects.toMatchObject({ code: 'vault-unwritable' })
    expect([scene.text(credentialsPath), scene.files.changes]).toEqual([before.credentials, []])
  })

  it('says where the keys are when the files cannot be changed', async () => {
    const scene = keysScene(before)
    scene.files.fail = { replace: 'no-space' }
    await expect(scene.move()).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The keys are in the vault\. But the AWS files still have them: .*run signet import --move-keys again\.$/s,
      ),
    })
    expect([scene.disk.contents.sessions.length, scene.text(credentialsPath)]).toEqual([
      1,
      before.credentials,
    ])
  })

  it.each([
    ['a key of the credentials file', before],
    [
      'a role that names itself',
      {
        config: `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = dev\n`,
        credentials: `[dev]\n${keyLines()}`,
      },
    ],
  ])(
    'loses nothing wherever it is cut off, and ends as it must when it is run again (R1): %s',
    async (_, files) => {
      const whole = keysScene(files)
      await whole.move()
      const wanted = [whole.text(configPath), whole.text(credentialsPath)]
      const steps = whole.files.changes.length + 1
      expect(steps).toBeGreaterThan(4)
      for (let step = 0; step <= steps; step += 1) {
        const cut = keysScene(files)
        cutAfter(cut.files, step)
        await cut.move().catch(() => undefined)
        // What a restart finds: the disk, and nothing of memory.
        const again = keysScene({ files: uncut(cut.files), disk: cut.disk })
        const isInVault = again.disk.contents.sessions.some(
          (session) => session.kind === 'iam-user' && session.secretAccessKey === secret,
        )
        expect([step, isInVault || again.text(credentialsPath).includes(secret)]).toEqual([step, true])
        await again.move()
        expect([step, again.text(configPath), again.text(credentialsPath), again.filesWith(secret)]).toEqual([
          ...[step, ...wanted],
          [],
        ])
      }
    },
  )
})

/** Every change of a file fails from the `count`-th on, as for a process that is gone. */
function cutAfter(files: MemoryFiles, count: number): void {
  const failing = () => {
    if (files.changes.length >= count) throw new FileError('io', '/')
  }
  const { replace, remove } = files
  files.replace = async (...args) => {
    failing()
    return replace.apply(files, args)
  }
  files.remove = async (...args) => {
    failing()
    return remove.apply(files, args)
  }
}

function uncut(files: MemoryFiles): MemoryFiles {
  const { replace, remove } = Object.getPrototypeOf(files) as MemoryFiles
  files.replace = replace
  files.remove = remove
  return files
}
