/**
 * How the window is dressed: by the system, or as the person chose.
 *
 * @module
 */
export type ThemeChoice = 'system' | 'light' | 'dark'

/** Dresses the page now and whenever the system changes. Returns its end. */
export function applyTheme(choice: ThemeChoice): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const contrast = window.matchMedia('(prefers-contrast: more)')
  const { dataset } = document.documentElement
  const apply = () => {
    dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
    dataset.contrast = contrast.matches ? 'more' : 'usual'
  }
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
  return () => {
    dark.removeEventListener('change', apply)
    contrast.removeEventListener('change', apply)
  }
}
