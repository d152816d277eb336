import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../main/actions/config/aws-files.ts'
import { moveKeys } from '../../main/actions/import/move-keys.ts'
import { replaceFile } from '../../main/hosts/node/replace-file.ts'
import { createVault } from '../../main/vault/create-vault.ts'
import { newKey, openContents, type VaultKey } from '../../main/vault/sealing.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { MemoryKeyStore } from '../fakes/memory-key-store.ts'
import { openDoor } from '../fakes/open-door.ts'
import { type AfterCrash, PowerLossDisk } from './power-loss-disk.ts'

const secret = 'canary/long+term/secret/0123456789abcdef'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder('latin1').decode(bytes)
const configPath = '/vault/config'
const credentialsPath = '/vault/credentials'
const start = new Map([
  [configPath, bytesOf('[profile dev]\nregion = us-east-1\n')],
  [
    credentialsPath,
    bytesOf(`[dev]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = ${secret}\n`),
  ],
])
const env = { AWS_CONFIG_FILE: configPath, AWS_SHARED_CREDENTIALS_FILE: credentialsPath }

/** `signet import --move-keys --yes` on a disk, with the agent's own vault and files. */
async function run(disk: PowerLossDisk, key: VaultKey): Promise<void> {
  const files = disk.files((on, path, bytes, previousPath) =>
    replaceFile(on, { path, bytes, mode: 0o600, previousPath }),
  )
  const clock = new FakeClock()
  const vault = await createVault({
    ...{ files, clock, folder: '/vault', log: { note: () => {} } },
    keyStore: new MemoryKeyStore(key.identity.reveal()),
  })
  await vault.open({})
  const lock = { acquire: async () => () => undefined }
  const aws = awsFiles({ files, lock, clock, homeFolder: undefined, backupFolder: '/vault' })
  await moveKeys({
    ...{ door: openDoor, vault, awsFiles: aws, files, backupFolder: '/vault' },
    sts: {
      getCallerIdentity: async () => ({
        ...{ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/carla', userId: 'AIDA' },
      }),
    },
    now: () => clock.now(),
  })(
    {
      ...{ env, cwd: '/', only: [], dryRun: false, isConfirmed: true, isOffline: false },
      ...{ relay: ['/opt/signet'], signal: new AbortController().signal },
    },
    {},
    () => undefined,
  )
}

/** Whether a key is where a start would find it: in the credentials file, or in the vault. */
class Judge {
  readonly #key: VaultKey
  readonly #vaults = new Map<Uint8Array, Promise<boolean>>()

  constructor(key: VaultKey) {
    this.#key = key
  }

  async has(files: AfterCrash): Promise<boolean> {
    if (textOf(files.get(credentialsPath)).includes(secret)) return true
    const vaults = ['/vault/vault.age', '/vault/vault.previous.age'].map((path) => files.get(path))
    for (const vault of vaults) if (vault && (await this.#holds(vault))) return true
    return false
  }

  #holds(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const known =
      this.#vaults.get(bytes) ??
      openContents(bytes, this.#key).then(
        (opened) => opened.kind === 'contents' && JSON.stringify(opened.contents).includes(secret),
      )
    this.#vaults.set(bytes, known)
    return known
  }
}

describe('moving a key on a disk that loses power', () => {
  it('never leaves it in neither place, and a second run ends as it must (R1, R2)', async () => {
    const key = await newKey()
    const judge = new Judge(key)
    const disk = new PowerLossDisk(start)
    const crashes: AfterCrash[] = []
    disk.afterEach = () => {
      for (const files of disk.crashes()) crashes.push(files)
    }
    await run(disk, key)
    const lost: string[][] = []
    const kinds = new Map<string, AfterCrash>()
    for (const files of crashes) {
      if (!(await judge.has(files))) lost.push([...files.keys()])
      const texts = [configPath, credentialsPath].map((path) => textOf(files.get(path)))
      const names = [...files.keys()].map((path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ''))
      kinds.set(JSON.stringify([texts, names, files.get('/vault/vault.age')?.length]), files)
    }
    expect(lost).toEqual([])
    expect(crashes.length).toBeGreaterThan(100)
    for (const files of kinds.values()) {
      const again = new PowerLossDisk(files)
      await run(again, key)
      const [after = new Map()] = [...again.crashes()]
      const plain = [...after].filter(
        ([path, bytes]) => !path.includes('.temporary-') && textOf(bytes).includes(secret),
      )
      expect([textOf(after.get(configPath)), textOf(after.get(credentialsPath)), plain]).toEqual([
        '[profile dev]\nregion = us-east-1\ncredential_process = /opt/signet credential-process --profile dev\n',
        '[dev]\n',
        [],
      ])
    }
    console.info(`moving a key: ${crashes.length} states, ${kinds.size} run again, ${lost.length} lost`)
  })
})
