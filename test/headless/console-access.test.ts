/**
 * `signet console-access` as a person uses it: the built product on the stand-in, which enforces the policy on its own sign-in
 * page. With SIGNET_SHOW_TRANSCRIPT=1 it prints what was typed and read.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atTerminal, hasTerminal } from '../fakes/terminal.ts'
import { authorizeUrl, builtRelay, Scene } from './harness.ts'
import type { Ran } from './running.ts'

const account = '111122223333'
const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`
const office = '203.0.113.0/24'
const show = process.env.SIGNET_SHOW_TRANSCRIPT === '1'
const noTerminal = hasTerminal ? '' : ' (skipped: there is no /usr/bin/python3)'

let scene: Scene
let work: string
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'sg-ca-'))
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

function print(text: string): void {
  if (show) process.stdout.write(`${text}\n`)
}

/** `signet console-access …` as a script runs it. */
async function signet(...args: readonly string[]): Promise<Ran> {
  const ran = await scene.run(['console-access', ...args, '--profile', 'dev'], { cwd: work })
  print(
    `$ signet console-access ${args.join(' ')} --profile dev\n${ran.stdout}${ran.stderr}[exit ${ran.code}]\n`,
  )
  return ran
}

/** The same at a terminal, with a person who answers one question. */
async function person(args: readonly string[], question: string, answer: string) {
  const relay = { name: 'built', command: builtRelay, whyNot: '' }
  const steps = [{ expect: question, send: `${answer}\n` }]
  const env = { ...scene.env, NO_COLOR: '1', TERM: 'dumb' }
  const run = await atTerminal(relay, ['console-access', ...args, '--profile', 'dev'], steps, {
    ...{ home: scene.env.SIGNET_HOME ?? '', env },
  })
  print(
    `$ signet console-access ${args.join(' ')} --profile dev\n${run.transcript.replaceAll('\r', '')}[exit ${run.code}]\n`,
  )
  return run
}

/** What a person reads on the sign-in page, from where they are. */
async function signInPage(sourceIp: string, principal = 'developer'): Promise<string> {
  scene.standIn.network({ sourceIp })
  const login = scene.spawn(['login', '--no-browser', '--profile', `try-${principal}`])
  try {
    const url = await authorizeUrl(login)
    const page = await fetch(url)
    const text = await page.text()
    if (page.status === 403) return `403 ${heading(text)}`
    const sent = await scene.standIn.approve(url, principal).catch((error: unknown) => String(error))
    if (typeof sent === 'string') return sent.replace(/^Error: /, '')
    await fetch(sent)
    const { code } = await login.ended
    return code === 0 ? 'let in' : `ended with ${code}`
  } finally {
    login.child.kill('SIGINT')
    await login.ended
    scene.standIn.network()
  }
}

function heading(html: string): string {
  return /<h1[^>]*>([^<]*)</.exec(html)?.[1] ?? html.slice(0, 200)
}

describe('signet console-access', () => {
  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('dev')
  })
  afterEach(async () => {
    await scene.run(['console-access', 'disable', '--yes', '--profile', 'dev'])
    for (const { sid } of scene.standIn.signinControl.statementsOf(account)) {
      await scene.run(['console-access', 'statements', 'remove', sid, '--yes', '--profile', 'dev'])
    }
  })
  afterAll(() => scene.close())

  it.skipIf(!hasTerminal)(
    `lets a person lock themselves out against the warning, and back in by the undo that was shown${noTerminal}`,
    async () => {
      const home = '198.51.100.7'
      expect(await signInPage(home)).toBe('let in')
      const args = ['apply', '--enable', '--source-ip', office, '--excluded-principal', breakGlass]
      const change = await person(
        [...args, '--my-ip', home, '--break-glass', breakGlass],
        'to go on: ',
        account,
      )
      expect(change.code).toBe(0)
      const [, undo = ''] = /^ {2}signet (console-access undo \S+ \S+)/m.exec(change.transcript) ?? []
      expect({
        warned: /you, now +198\.51\.100\.7 +let in +locked out/.test(change.transcript),
        undo,
        isBeforeQuestion: change.transcript.indexOf(undo) < change.transcript.indexOf('to go on: '),
      }).toEqual({ warned: true, undo: 'console-access undo --profile dev', isBeforeQuestion: true })
      // The page refuses before anybody has said who they are.
      const refused = await signInPage(home)
      print(`The sign-in page, from ${home}: ${refused}\n`)
      expect(refused).not.toBe('let in')
      expect(await signInPage('203.0.113.9')).toBe('let in')
      expect(await signInPage(home, 'break-glass')).toBe('let in')
      const back = await person(
        undo.replace('console-access ', '').replace(' --profile dev', '').split(' '),
        'to go on: ',
        'yes',
      )
      expect(back.code).toBe(0)
      const again = await signInPage(home)
      print(`The sign-in page, from ${home}: ${again}\n`)
      expect(again).toBe('let in')
    },
  )

  it('shows a plan and sends nothing', async () => {
    const { code, stdout } = await signet('plan', '--enable', '--source-ip', office)
    expect({ code, said: stdout.endsWith('Nothing was sent.\n') }).toEqual({ code: 0, said: true })
    expect(scene.standIn.signinControl.enabledTargets()).toEqual([])
    expect(scene.standIn.signinControl.statementsOf(account)).toEqual([])
    const json = await signet('plan', '--enable', '--source-ip', office, '--json')
    const { outcome, plan } = JSON.parse(json.stdout) as { outcome: string; plan: { confirmation: object } }
    expect({ outcome, confirmation: plan.confirmation }).toMatchObject({
      outcome: 'dry-run',
      confirmation: { kind: 'typed', word: account },
    })
  })

  it('goes round: add, list, status, export, drift, remove, drift, apply, undo', async () => {
    const added = await signet(
      'statements',
      'add',
      '--source-ip',
      office,
      '--excluded-principal',
      breakGlass,
      '--yes',
    )
    expect(added.code).toBe(0)
    const list = await signet('statements', 'list')
    expect(list.stdout).toContain(`sourceIp ${office}`)
    expect(list.stderr).toContain('inert')
    const status = await signet('status', '--my-ip', '198.51.100.7')
    expect(status.stdout).toMatch(/you, now +198\.51\.100\.7 +let in +locked out/)
    expect((await signet('export', '--out', 'kept.json')).code).toBe(0)
    expect((await signet('drift', '--file', 'kept.json')).code).toBe(0)
    const [statement] = scene.standIn.signinControl.statementsOf(account)
    expect((await signet('statements', 'remove', statement?.sid.slice(0, 12) ?? '', '--yes')).code).toBe(0)
    const drift = await signet('drift', '--file', 'kept.json')
    expect({ code: drift.code, missing: drift.stdout.includes(`-statement sourceIp ${office}`) }).toEqual({
      code: 1,
      missing: true,
    })
    expect((await signet('apply', '--file', 'kept.json', '--yes')).code).toBe(0)
    expect((await signet('drift', '--file', 'kept.json')).code).toBe(0)
    expect((await signet('undo', '--yes')).code).toBe(0)
    const history = await signet('undo', '--list')
    expect(history.stdout.split('\n').length).toBeGreaterThan(4)
    expect(scene.standIn.signinControl.statementsOf(account)).toEqual([])
  })

  it('turns an organization on from its management account', async () => {
    await scene.signIn('boss', { principal: 'management' })
    const target = scene.standIn.signinControl.organizations[0]?.organizationId ?? ''
    const args = ['--target', target, '--profile', 'boss']
    const on = await scene.run(['console-access', 'enable', ...args, '--confirm', target])
    print(
      `$ signet console-access enable ${args.join(' ')} --confirm ${target}\n${on.stdout}${on.stderr}[exit ${on.code}]\n`,
    )
    expect(scene.standIn.signinControl.enabledTargets()).toEqual([target])
    const off = await scene.run(['console-access', 'undo', ...args, '--yes'])
    expect([on.code, off.code]).toEqual([0, 0])
    expect(scene.standIn.signinControl.enabledTargets()).toEqual([])
  })

  it('keeps a history that only its owner reads, with no secret in it', () => {
    const folder = join(scene.stateDir, 'console-access')
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    const secrets = scene.standIn.mintedSecrets().map(({ value }) => value)
    expect(texts.length).toBeGreaterThan(0)
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([])
  })

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    [
      'sourceVpc',
      ['--source-vpc', 'vpc-XYZ', '--requested-region', 'eu-central-1'],
      /sourceVpc: Write a VPC as/,
    ],
    [
      'signinSourceVpce',
      ['--signin-source-vpce', 'vpce-1', '--requested-region', 'eu-central-1'],
      /signinSourceVpce: Write/,
    ],
    [
      'consoleSourceVpce',
      ['--console-source-vpce', 'x', '--requested-region', 'eu-central-1'],
      /consoleSourceVpce: Write/,
    ],
    [
      'vpcSourceIp',
      ['--vpc-source-ip', '10.0.0', '--source-vpc', 'vpc-0a1b2c3d', '--requested-region', 'eu-central-1'],
      /vpcSourceIp: Write one IPv4/,
    ],
    ['sourceIp', ['--source-ip', '203.0.113.0/33'], /sourceIp: Write one IPv4/],
    ['requestedRegion', ['--requested-region', 'Frankfurt'], /requestedRegion: Write the name of a region/],
    [
      'excludedPrincipal',
      ['--source-ip', office, '--excluded-principal', 'arn:aws:iam::111122223333:role/path/Ops'],
      /excludedPrincipal: Write the ARN/,
    ],
    [
      'a VPC without its region',
      ['--source-vpc', 'vpc-0a1b2c3d'],
      /requestedRegion: Name the region that the VPC is in/,
    ],
    ['a private address without its VPC', ['--vpc-source-ip', '10.0.0.1'], /vpcSourceIp: Name the VPC/],
    ['nothing at all', [], /Say what the statement lets in/],
  ]
  it.each(wrong)('says what is wrong with %s, and sends nothing', async (_what, args, says) => {
    const { code, stdout, stderr } = await signet('statements', 'add', ...args)
    expect({ code: code === 0, stdout, says: says.test(stderr) }).toEqual({
      code: false,
      stdout: '',
      says: true,
    })
    expect(scene.standIn.signinControl.statementsOf(account)).toEqual([])
  })

  const others: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['a target', ['enable', '--target', 'r-1'], /A target is an account \(12 digits\)/],
    ['a statement id', ['statements', 'remove', 'nosuch'], /has no statement nosuch/],
    [
      'an address of yours',
      ['status', '--my-ip', '203.0.113.0/24'],
      /--my-ip must be one IPv4 or IPv6 address/,
    ],
    ['a situation', ['status', '--situation', 'office'], /A situation is written NAME=ARN/],
    ['a file that is not there', ['apply', '--file', 'none.json'], /There is no file .*none\.json/],
    ['two wishes', ['plan', '--enable', '--disable'], /Say what is wanted/],
    ['no wish', ['plan'], /Say what is wanted/],
    ['a change', ['undo', '--change', '20260102T030405-000000'], /There is no change/],
    ['a word', ['stauts'], /Did you mean: signet console-access status/],
  ]
  it.each(others)('says what is wrong with %s', async (_what, args, says) => {
    const { code, stderr } = await signet(...args)
    expect({ ok: code === 0, says: says.test(stderr) }).toEqual({ ok: false, says: true })
  })

  it('shows AWS’s own words for a quota, a conflict and what it does not combine', async () => {
    const { signinControl } = scene.standIn
    signinControl.change({ statementQuota: 0 })
    const full = await signet('statements', 'add', '--source-ip', office, '--yes')
    signinControl.change({ statementQuota: 50, combinations: 'refused' })
    const both = await signet(
      ...['statements', 'add', '--source-ip', office, '--source-vpc', 'vpc-0a1b2c3d'],
      ...['--requested-region', 'us-east-1', '--yes'],
    )
    signinControl.change({ combinations: 'accepted' })
    expect([full.code, both.code]).toEqual([1, 1])
    expect(full.stderr).toContain('AWS says: "An account has 0 permission statements at most."')
    expect(both.stderr).toContain('AWS says: "sourceIp cannot go with a VPC."')
    writeFileSync(
      join(work, 'other.json'),
      JSON.stringify({
        format: 'signet-console-access',
        version: 1,
        accountId: '444455556666',
        statements: [],
      }),
    )
    const other = await signet('drift', '--file', 'other.json')
    expect(other.stderr).toContain('The file is of account 444455556666')
  })

  it('is patient where AWS’s reading lags behind, and says so', async () => {
    const { signinControl } = scene.standIn
    // What is read then is as it was some seconds ago: other tests' changes are to be older than that.
    scene.standIn.clock.advance(10)
    signinControl.change({ homePropagationSeconds: 3 })
    const added = await signet(
      'statements',
      'add',
      '--source-ip',
      office,
      '--excluded-principal',
      breakGlass,
      '--yes',
    )
    signinControl.change({ homePropagationSeconds: 0 })
    expect(added.stderr).toContain('AWS does not show it yet')
    expect(added.stdout).toContain('Done. AWS shows it.')
  })
})
