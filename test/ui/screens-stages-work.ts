/**
 * A machine at which somebody works.
 *
 * @module
 */
import type { StandInOptions } from '../aws/stand-in.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { asked } from './stage-programs.ts'
import { WindowScene } from './window-scene.ts'

/** Two sessions side by side, a default profile and a favourite. */
async function signedIn(standIn: StandInOptions = {}): Promise<WindowScene> {
  const window = await WindowScene.start({ standIn })
  const { scene } = window
  await scene.signIn('shop-dev')
  await signInToCenter(scene, { session: 'acme' })
  await generateProfiles(scene)
  await scene.run(['use', 'acme-dev-Developer', '--yes'])
  await scene.run(['profiles', 'pin', 'acme-prod-ReadOnlyAccess'])
  return window
}

/** A day's work: tools that took credentials, one that was denied, a favourite, tags, production. */
export async function working(standIn: StandInOptions = {}): Promise<WindowScene> {
  const window = await signedIn(standIn)
  const { scene } = window
  const person = [
    ['profiles', 'policy', 'acme-prod-AdministratorAccess', '--production'],
    ['profiles', 'policy', 'acme-prod-ReadOnlyAccess', '--use', 'deny'],
    ['profiles', 'tag', 'acme-dev-Developer', '+shop', '--colour', 'green'],
    ['profiles', 'tag', 'acme-sandbox-PowerUserAccess', '--colour', 'blue'],
  ]
  for (const words of person) await scene.run(words)
  const asks = [
    ['terraform', 'shop-dev'],
    ['terraform', 'acme-dev-Developer'],
    ['python3', 'acme-dev-Developer'],
    ['aws', 'acme-prod-ReadOnlyAccess'],
  ] as const
  for (const _ of [1, 2, 3])
    await Promise.all(asks.map(([program, profile]) => asked(scene, program, profile).running.ended))
  return window
}

export const workStages = {
  signedIn: () => signedIn(),
  working: () => working(),
  /** The same in the evening: a person has locked the vault, and nobody else knows the passphrase. */
  async lockedAtWork(): Promise<WindowScene> {
    const window = await working()
    await window.scene.run(['lock'])
    return window
  },
} as const satisfies Readonly<Record<string, () => Promise<WindowScene>>>
