/**
 * The window in a real Chromium, on the built agent and the stand-in for AWS. Whatever a page may not do is counted: policy
 * reports, scripts' mistakes, requests to anywhere else.
 *
 * @module
 */
import type { Browser, BrowserContext, Page } from 'playwright'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumPath } from '../fakes/chromium.ts'
import { Scene, type SceneOptions } from '../headless/harness.ts'

export interface PageOptions {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly language?: string
  readonly reducedMotion?: boolean
  readonly contrast?: 'more'
  readonly forcedColors?: 'active'
}

export interface Faults {
  /** `securitypolicyviolation` and console errors of the page. */
  readonly policy: string[]
  readonly errors: string[]
  /** Requests that left the window's own address. */
  readonly offOrigin: string[]
}

export class WindowScene {
  readonly scene: Scene
  readonly #browser: Browser
  readonly faults: Faults = { policy: [], errors: [], offOrigin: [] }

  private constructor(scene: Scene, browser: Browser) {
    this.scene = scene
    this.#browser = browser
  }

  static async start(options: SceneOptions = {}, chromium: ChromiumOptions = {}): Promise<WindowScene> {
    const [scene, browser] = await Promise.all([Scene.start(options), launchChromium(chromium)])
    return new WindowScene(scene, browser)
  }

  /** A new tab by `signet ui`, in a browser profile of its own. */
  async open(options: PageOptions = {}): Promise<Page> {
    const page = await (await this.context(options)).newPage()
    await page.goto(await this.link())
    await page.locator('#content').waitFor()
    return page
  }

  /** An address that works once. */
  async link(): Promise<string> {
    const { stdout, stderr, code } = await this.scene.run(['ui', '--no-browser', '--json'])
    if (code !== 0) throw new Error(`signet ui ended with ${code}: ${stderr}`)
    return (JSON.parse(stdout) as { url: string }).url
  }

  async context(options: PageOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.theme ?? 'light',
      locale: options.language ?? 'en-GB',
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
      contrast: options.contrast ?? 'no-preference',
      forcedColors: options.forcedColors ?? 'none',
    })
    this.#watch(context)
    return context
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.scene.close()
  }

  #watch(context: BrowserContext): void {
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      if (protocol !== 'data:' && hostname !== '127.0.0.1') this.faults.offOrigin.push(request.url())
    })
    context.on('weberror', (error) => this.faults.errors.push(String(error.error())))
    context.on('console', (message) => {
      if (message.type() === 'error') this.faults.policy.push(message.text())
    })
  }
}

export interface ChromiumOptions {
  /** As for a person: a page opens tabs in the turn of a press, and no others. */
  readonly holdsPopUps?: boolean
}

/** The system's Chromium; as root it has no sandbox. */
export function launchChromium({ holdsPopUps = false }: ChromiumOptions = {}): Promise<Browser> {
  return chromium.launch({
    ignoreDefaultArgs: holdsPopUps ? ['--disable-popup-blocking'] : [],
    executablePath: chromiumPath,
    args: [...chromiumArguments],
  })
}
