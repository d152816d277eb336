import { CopyButton } from '../../ui/copy-button.tsx'
import css from './welcome-place.module.css'

/** A command to paste. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <div className={css.command}>
      <code>{command}</code>
      <CopyButton text={command} label={command} />
    </div>
  )
}
