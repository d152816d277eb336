import type { App } from '../app-context.tsx'

/** Asks for the passphrase, or leads to the question that stands already. @throws {@link CallError} */
export async function unlockVault({ link, view }: Pick<App, 'link' | 'view'>): Promise<void> {
  const { task } = await link.call('vault.unlock', {})
  view.setState({ dialog: { name: 'task', about: task } })
}
