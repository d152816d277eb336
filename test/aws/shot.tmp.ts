import { chromium } from 'playwright'
import { startStandIn } from './stand-in.ts'
import { authorizeUrl, newVerifier } from './test-client.ts'
const s = await startStandIn()
const base = s.urls.signin['us-east-1'] ?? ''
const remote = { client_id: 'arn:aws:signin:::devtools/cross-device', redirect_uri: `${base}/v1/sessions/confirmation` }
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync'] })
for (const colorScheme of ['light','dark'] as const) for (const [w,n] of [[900,'wide'],[380,'narrow']] as const) {
  const p = await b.newPage({ colorScheme, viewport: { width: w, height: 900 } })
  await p.goto(authorizeUrl(base, newVerifier().codeChallenge, remote).href)
  await p.keyboard.press('Tab'); await p.keyboard.press('ArrowDown')
  await p.screenshot({ path: `/tmp/shots/authorize-${colorScheme}-${n}.png`, fullPage: true })
  await p.getByRole('button', { name: 'Allow' }).click()
  await p.screenshot({ path: `/tmp/shots/confirm-${colorScheme}-${n}.png`, fullPage: true })
  await p.goto(base + '/v1/authorize')
  await p.screenshot({ path: `/tmp/shots/refusal-${colorScheme}-${n}.png` })
  await p.close()
}
await b.close(); await s.close()
