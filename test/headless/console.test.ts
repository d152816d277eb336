import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Scene } from './harness.ts'

/** What a browser that was started saw. */
interface Seen {
  readonly argv: readonly string[]
  /** Of each address on the way, without its query. */
  readonly visited: readonly string[]
  readonly status: number
  readonly page: string
  /** Of the same loopback page, asked for again. */
  readonly again: number | 'gone'
}

const browserScript = `#!${process.execPath}
const { writeFileSync } = require('node:fs')
const [address] = process.argv.slice(2)
const visited = []
async function visit(url) {
  const reply = await fetch(url, { redirect: 'manual' })
  visited.push(url.split('?')[0])
  const next = reply.headers.get('location')
  return next ? visit(next) : reply
}
visit(address).then(async (reply) => {
  const again = await fetch(address, { redirect: 'manual' }).then(({ status }) => status, () => 'gone')
  const seen = { argv: process.argv.slice(2), visited, status: reply.status, page: await reply.text(), again }
  writeFileSync(process.argv[1] + '.seen', JSON.stringify(seen))
})
`

describe('signet console', () => {
  let scene: Scene
  let browserPath: string
  beforeAll(async () => {
    scene = await Scene.start({ standIn: { principals: undefined } as object })
    browserPath = join(scene.folder, 'browser')
    writeFileSync(browserPath, browserScript)
    chmodSync(browserPath, 0o755)
    await scene.signIn('dev', { principal: 'developer' })
    await scene.signIn('root', { principal: 'root' })
  })
  afterAll(() => scene.close())

  const seen = async (): Promise<Seen> => {
    const path = `${browserPath}.seen`
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10))
    return JSON.parse(readFileSync(path, 'utf8')) as Seen
  }

  it('takes the browser to the console, and its arguments are worth nothing', async () => {
    const words = ['console', '-P', 'dev', '--service', 's3', '--browser', browserPath]
    const { code, stdout, stderr } = await scene.run(words, { env: { DISPLAY: ':7' } })
    console.log({ code, stdout, stderr })
    console.log(await seen())
    const root = await scene.run(['console', '-P', 'root', '--print'])
    console.log(root.code, root.stderr, root.stdout)
    const printed = await scene.run(['console', '-P', 'dev'])
    console.log(printed.code, printed.stderr, printed.stdout)
    const status = await scene.run(['status'])
    console.log(status.stdout)
  })
})
