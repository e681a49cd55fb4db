/** What Electron itself holds of its security checklist, asked from inside of the page. */
import { channels } from '../../shared/channels.ts'
import type { LanyardApi } from '../../shared/contract.ts'
import { closeWindow, expect, heard, menuWith, test } from './real.ts'

declare global {
  var lanyard: LanyardApi
}

test('the page has its one door and nothing of Node, and goes nowhere by it or past it', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  const violations = await page.evaluate(() => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
    return seen
  })
  expect(violations).toEqual([])

  const inside = await page.evaluate(() => ({
    address: location.href,
    door: Object.keys(globalThis.lanyard).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
      (name) => name in globalThis,
    ),
    pickers: ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].filter((name) => name in globalThis),
  }))
  expect(inside).toEqual({
    address: 'app://lanyard/',
    door: ['call', 'face', 'onNavigate', 'snapshot', 'subscribe'],
    node: [],
    pickers: [],
  })

  const outward = await page.evaluate(async () => {
    const works = (promise: Promise<unknown>) =>
      promise.then(
        () => true,
        () => false,
      )
    const loads = (name: 'img' | 'script' | 'iframe', src: string) =>
      new Promise<boolean>((resolve) => {
        const element = document.createElement(name)
        element.onload = () => resolve(name !== 'iframe' || (element as HTMLIFrameElement).contentDocument !== null)
        element.onerror = () => resolve(false)
        element.src = src
        document.body.append(element)
        if (name === 'iframe') setTimeout(() => resolve(false), 1000)
      })
    const socket = (url: string) =>
      new Promise<boolean>((resolve) => {
        try {
          const opened = new WebSocket(url)
          opened.onopen = () => resolve(true)
          opened.onerror = () => resolve(false)
        } catch {
          resolve(false)
        }
      })
    return {
      fetched: await works(fetch('https://example.com')),
      ownFile: await works(fetch('app://lanyard/index.html')),
      socket: await socket('ws://127.0.0.1:9'),
      file: await loads('img', 'file:///usr/share/pixmaps/debian-logo.png'),
      script: await loads('script', 'data:text/javascript,1'),
      frame: await loads('iframe', 'app://lanyard/'),
      opened: open('https://example.com') !== null,
      // oxlint-disable-next-line typescript/no-implied-eval -- the page's policy refuses it
      code: await works(Promise.resolve().then(() => new Function('return 1')())),
    }
  })
  expect(Object.entries(outward).filter(([, worked]) => worked)).toEqual([])

  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/',
    'javascript:document.title="x"',
  ]) {
    await page.evaluate((to) => location.assign(to), address).catch(() => undefined)
    expect(page.url()).toBe('app://lanyard/')
  }
})

test('no permission is granted, and WebRTC finds no way to a network', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  const found = await page.evaluate(async () => {
    const granted = (promise: Promise<unknown>) =>
      promise.then(
        () => true,
        () => false,
      )
    const names = [
      'camera',
      'microphone',
      'notifications',
      'clipboard-read',
      'geolocation',
      'midi',
      'persistent-storage',
    ]
    const states = await Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'unknown',
        ),
      ),
    )
    const candidates = await new Promise<string[]>((resolve) => {
      const seen: string[] = []
      const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] })
      connection.createDataChannel('x')
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate) seen.push(candidate.candidate)
        else resolve(seen)
      })
      void connection.createOffer().then((offer) => connection.setLocalDescription(offer))
    })
    return {
      states: names.filter((_, at) => states[at] === 'granted'),
      camera: await granted(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await granted(navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await granted(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      clipboard: await granted(navigator.clipboard.readText()),
      notifications: (await Notification.requestPermission()) === 'granted',
      candidates,
    }
  })
  expect(found).toEqual({
    states: [],
    camera: false,
    screen: false,
    place: false,
    clipboard: false,
    notifications: false,
    candidates: [],
  })
})

test('main hears its own window alone, and whatever comes from there is judged', async ({ start }) => {
  const lanyard = start()
  const page = await lanyard.page()
  await expect(page.getByText('staging').first()).toBeVisible()
  const heardBy = await lanyard.main(({ ipcMain }) => ({
    handlers: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()].sort(),
    // Electron's own listens to errors.
    events: ipcMain.eventNames().filter((name) => name !== 'error'),
  }))
  expect(heardBy).toEqual({ handlers: [channels.call, channels.snapshot].sort(), events: [] })

  const stranger = await lanyard.main(async ({ BrowserWindow }) => {
    const preload = `${process.resourcesPath}/app/out/preload/preload.cjs`
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await window.loadURL('app://lanyard/')
    const inside = async (code: string): Promise<unknown> => window.webContents.executeJavaScript(code)
    const said = await inside('lanyard.call("profile.switch", { profile: "staging" }).then(() => "answered", String)')
    const opened = await inside('open("https://example.com") !== null')
    await inside('location.assign("https://example.com/")')
    const address = window.webContents.getURL()
    window.destroy()
    return { said, opened, address }
  })
  expect(stranger.said).toContain('Refused: this message is not from the window.')
  // What holds the window's page holds every other as well.
  expect(stranger).toMatchObject({ opened: false, address: 'app://lanyard/' })

  const answers = await page.evaluate(async () => {
    const call = (name: string, input: unknown) => Reflect.apply(globalThis.lanyard.call, null, [name, input])
    const code = async (name: string, input: unknown): Promise<unknown> => {
      const { ok, error } = (await call(name, input)) as { ok: boolean; error?: { code: string } }
      return ok || error?.code
    }
    return Promise.all([
      code('app.exec', {}),
      code('__proto__', {}),
      code('profile.switch', { profile: 7 }),
      code('profile.switch', JSON.parse('{"__proto__": {"profile": "staging"}}')),
      code('profile.switch', { profile: 'x'.repeat(10_000_000) }),
      code('profile.switch', undefined),
    ])
  })
  expect(answers).toEqual(answers.map(() => 'invalid-input'))
  const { active } = await page.evaluate(() => globalThis.lanyard.snapshot())
  expect(active).toBeNull()
})

test('the page’s scheme serves the files of the page, and nothing around them', async ({ start, buses }) => {
  const lanyard = start({ packaged: true, args: ['--hidden'] })
  await menuWith(buses, 'Quit')
  const statuses = await lanyard.main(async ({ net }) => {
    const asked = [
      ['GET', 'app://lanyard/index.html'],
      ['GET', 'app://lanyard/../main/main.cjs'],
      ['GET', 'app://lanyard/..%2fmain/main.cjs'],
      ['GET', 'app://lanyard/%2e%2e%2f%2e%2e%2fpackage.json'],
      ['GET', 'app://lanyard//etc/passwd'],
      ['GET', 'app://other/index.html'],
      ['POST', 'app://lanyard/index.html'],
    ] as const
    return Promise.all(asked.map(async ([method, url]) => (await net.fetch(url, { method })).status))
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404])
})

test('a package opens no door for debuggers', async ({ start }) => {
  const args = ['--remote-debugging-port=0', '--remote-debugging-pipe']
  const lanyard = start({ packaged: true, args })
  await heard(lanyard, 'show')
  const left = await lanyard.main(
    ({ app }, names) => names.filter((name) => app.commandLine.hasSwitch(name)),
    ['remote-debugging-port', 'remote-debugging-pipe'],
  )
  expect(left).toEqual([])
  const open = await lanyard.main(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.openDevTools()
    return contents?.isDevToolsOpened()
  })
  expect(open).toBe(false)
  expect(lanyard.output()).not.toContain('listening')
  await closeWindow(lanyard)
})
