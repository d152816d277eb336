/**
 * Programs of others in a loop under `signet exec`, while AWS's keys end and end again. AWS, the agent and the programs
 * live in the same fast time, in which a quarter of an hour passes in six seconds; the programs do not know.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startExec } from './exec-scene.ts'
import { Scene, until } from './harness.ts'

const speed = 150
const seconds = 16
const python = '/usr/bin/python3'

const byBoto3 = `import boto3, json, os, sys, time
client = boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS'])
keys, calls, failed, end = set(), 0, [], time.monotonic() + ${seconds}
while time.monotonic() < end:
    try:
        client.get_caller_identity()
        keys.add(client._request_signer._credentials.access_key)
    except Exception as error:
        failed.append(str(error))
    calls += 1
    time.sleep(0.02)
print(json.dumps({'calls': calls, 'failed': failed[:3], 'keys': len(keys)}))`

const bySdk = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
const client = new STSClient({})
let calls = 0
const [keys, failed, end] = [new Set(), [], performance.now() + ${seconds * 1000}]
while (performance.now() < end) {
  try {
    await client.send(new GetCallerIdentityCommand({}))
    keys.add((await client.config.credentials()).accessKeyId)
  } catch (error) {
    failed.push(String(error))
  }
  calls += 1
  await new Promise((resolve) => setTimeout(resolve, 20))
}
console.log(JSON.stringify({ calls, failed: failed.slice(0, 3), keys: keys.size }))`

const folder = mkdtempSync(join(tmpdir(), 'signet-fast-'))
const library = join(folder, 'fast-clock.so')
const source = join(import.meta.dirname, 'fast-clock.c')
const compiled = spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
  encoding: 'utf8',
})
const noClock = compiled.status === 0 ? '' : 'gcc cannot make the fast clock here'
const noBoto3 = existsSync('/usr/lib/python3/dist-packages/boto3') ? '' : 'there is no python3-boto3'

describe.skipIf(noClock)(`a loop past many expiries${noClock && ` (skipped: ${noClock})`}`, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start({ standIn: { speed }, env: { FAST_CLOCK_SPEED: String(speed) } })
    scene.program(process.execPath, [join(import.meta.dirname, 'fast-agent.ts')])
    await until(() => scene.agentPid() !== undefined, 'the agent is there')
    await scene.signIn('p', { principal: 'bob' })
  })
  afterAll(async () => {
    await scene.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function loop(words: readonly string[], options: readonly string[] = []) {
    const { code, stdout, stderr } = await startExec(scene, ['env', `LD_PRELOAD=${library}`, ...words], {
      options,
      env: { FAST_CLOCK_REAL: String(Date.now()), FAST_CLOCK_SHOWN: String(scene.standIn.clock.now()) },
    }).ended
    expect([code, stderr]).toEqual([0, ''])
    const told = JSON.parse(stdout) as { calls: number; failed: string[]; keys: number }
    if (process.env.SIGNET_SHOW_FIGURES) console.log(JSON.stringify(told))
    return told
  }
  const well = { failed: [], calls: expect.any(Number), keys: expect.any(Number) }
  const lives = (seconds * speed) / 900

  it.skipIf(noBoto3)(
    `by boto3 and by the SDK for JavaScript at once: no call fails${noBoto3 && ` (skipped: ${noBoto3})`}`,
    async () => {
      const bySdkWords = [process.execPath, '--input-type=module', '-e', bySdk]
      const [boto3, sdk, unrenewed] = await Promise.all([
        loop([python, '-c', byBoto3]),
        loop(bySdkWords),
        loop(bySdkWords, ['--env']),
      ])
      for (const told of [boto3, sdk]) {
        expect(told).toEqual(well)
        expect(told.calls).toBeGreaterThan(50)
        expect(told.keys).toBeGreaterThan(lives)
      }
      // The same loop with keys that nobody renews: time does pass here.
      expect([unrenewed.keys, unrenewed.failed[0]]).toEqual([1, expect.stringContaining('ExpiredToken')])
    },
  )
})
