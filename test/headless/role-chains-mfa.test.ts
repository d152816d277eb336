/** An IAM user's key in the vault, and roles that want its MFA device: relay, agent, terminal and stand-in as real processes. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { atTerminal, hasTerminal, type TerminalStep } from '../fakes/terminal.ts'
import { whoIs } from '../unit/aws/who-is.ts'
import { builtRelay, type ProcessCredentials, Scene } from './harness.ts'
import { oneLine } from './identity-center-scene.ts'

let scene: Scene
afterEach(() => scene.close())

const serial = 'arn:aws:iam::111122223333:mfa/carla'
const guarded = 'arn:aws:iam::444455556666:role/Guarded'
const role = (name: string) =>
  `[profile ${name}]\nrole_arn = ${guarded}\nsource_profile = carla\nmfa_serial = ${serial}\nrole_session_name = ${name}\n`

interface Key {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Carla has her key in the credentials file, and two roles in the config. */
async function sceneOfCarla(): Promise<Key> {
  scene = await Scene.start()
  const key = scene.standIn.iam.createKey('carla')
  const path = scene.env.AWS_SHARED_CREDENTIALS_FILE ?? ''
  mkdirSync(dirname(path), { recursive: true })
  const lines = `aws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`
  writeFileSync(path, `# mine\n[carla]\n${lines}`, { mode: 0o600 })
  writeFileSync(scene.configPath, `[profile carla]\nregion = us-east-1\n\n${role('one')}\n${role('two')}`)
  return key
}

const moveKeys = () => scene.run(['import', '--move-keys', '--yes'])
const credentialsText = () => readFileSync(scene.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')

async function arnOf({ AccessKeyId, SecretAccessKey, SessionToken }: ProcessCredentials): Promise<unknown> {
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  return (await whoIs(scene.standIn, keys))[0]
}

function person(args: readonly string[], steps: readonly TerminalStep[]) {
  const relay = { name: 'built', command: builtRelay, whyNot: '' }
  return atTerminal(relay, args, steps, { home: scene.env.SIGNET_HOME ?? '', env: scene.env })
}

/** Every file below the scene's folder that has this text in it, in any of the forms that it could take. */
function filesWith(secret: string): string[] {
  const buffer = Buffer.from(secret)
  const forms = [secret, buffer.toString('base64').replace(/=+$/, ''), buffer.toString('hex')]
  return readdirSync(scene.folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(scene.folder, name)
    return statSync(path).isFile() && forms.some((form) => readFileSync(path, 'latin1').includes(form))
  })
}

describe('an IAM user’s key', () => {
  it('leaves the files for the vault, stays on no path in the clear, and comes back byte for byte (T1)', async () => {
    const { secretAccessKey } = await sceneOfCarla()
    const before = [credentialsText(), readFileSync(scene.configPath, 'utf8')]
    const refused = await scene.ask('one')
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('Run: signet import --move-keys --profile carla'),
    ])
    const moved = await moveKeys()
    expect([moved.code, moved.stderr, credentialsText(), filesWith(secretAccessKey)]).toEqual([
      ...[0, '', '# mine\n[carla]\n'],
      [],
    ])
    const given = await scene.credentials('carla')
    expect([await arnOf(given), given.AccessKeyId.slice(0, 4)]).toEqual([
      'arn:aws:iam::111122223333:user/carla',
      'ASIA',
    ])
    const said = scene.ran.map(({ running }) => running.stdout + running.stderr).join('')
    expect(said).not.toContain(secretAccessKey)
    expect((await scene.run(['import', '--restore-keys', '--yes'])).code).toBe(0)
    expect([credentialsText(), readFileSync(scene.configPath, 'utf8')]).toEqual(before)
  })

  it('is not taken from the files when AWS does not know it, or cannot be asked', async () => {
    const { accessKeyId, secretAccessKey } = await sceneOfCarla()
    scene.standIn.faults.add({ operation: 'sts', times: 'always', fault: { kind: 'drop' } })
    const down = await moveKeys()
    expect([down.code, down.stderr]).toEqual([5, expect.stringContaining('--offline')])
    scene.standIn.faults.clear()
    scene.standIn.iam.deactivateKey(accessKeyId)
    const gone = await moveKeys()
    expect([gone.code, gone.stdout]).toEqual([0, expect.stringContaining('AWS does not take')])
    expect(credentialsText()).toContain(secretAccessKey)
  })

  it.skipIf(!hasTerminal)(
    `makes one MFA session for all its roles, for a code typed once, and keeps it over a restart${hasTerminal ? '' : ' (skipped: no python3 to play a terminal)'}`,
    async () => {
      await sceneOfCarla()
      await moveKeys()
      const nobody = await scene.ask('one')
      expect([nobody.code, nobody.stdout, nobody.stderr]).toEqual([3, '', expect.stringMatching(oneLine)])
      expect(nobody.stderr).toContain('Run: signet login --profile one')
      const typed = await person(
        ['login', '--profile', 'one'],
        [
          { expect: 'MFA code', send: '00000\n' },
          // What is typed before the next question stands is thrown away, as a terminal does.
          { expect: 'six digits.\r\nMFA code', send: '999999\n' },
          { expect: 'try again.\r\nMFA code', send: `${scene.standIn.iam.codeOf(serial)}\n` },
        ],
      )
      expect([typed.code, typed.transcript]).toEqual([
        0,
        expect.stringContaining(` is ${guarded}, for 60 min`),
      ])
      // What was typed was not shown.
      expect(typed.showed.slice(0, 3)).toEqual([false, false, false])
      expect(await arnOf(await scene.credentials('one'))).toBe(
        'arn:aws:sts::444455556666:assumed-role/Guarded/one',
      )
      await scene.endAgent('SIGKILL')
      expect(await arnOf(await scene.credentials('two'))).toBe(
        'arn:aws:sts::444455556666:assumed-role/Guarded/two',
      )
      const sessions = scene.standIn.iam.calls.filter(({ action }) => action === 'GetSessionToken')
      // The code that AWS did not take, and the one that it took.
      expect(sessions.map(({ parameters }) => parameters.SerialNumber)).toEqual([serial, serial])
      await scene.run(['logout', '--profile', 'carla'])
      const out = await scene.ask('two')
      expect([out.code, out.stderr]).toEqual([
        3,
        expect.stringContaining('its access key is still in the vault'),
      ])
    },
  )
})
