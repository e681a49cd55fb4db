import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { browserCandidates } from './browser-places.ts'
import { chromiumProfiles, findBrowsers, firefoxProfiles, pageWords } from './browsers.ts'

const profilesIni = `[Install4F96D1932A9F858E]
Default=Profiles/x1y2z3.default-release
Locked=1

[Profile1]
Name=default
IsRelative=1
Path=a1b2c3.default
Default=1

[Profile0]
Name=default-release
IsRelative=1
Path=x1y2z3.default-release

[General]
StartWithLastProfile=1
Version=2

[Profile2]
Name=Kunde #1; Büro \\ intern
IsRelative=0
Path=/home/alex/ff/kunde
ShowSelector=1
StoreID=09f2c1d5
`

const localState = JSON.stringify({
  browser: { enabled_labs_experiments: [] },
  profile: {
    info_cache: {
      Default: {
        active_time: 1795384069.26006,
        avatar_icon: 'chrome://theme/IDR_PROFILE_AVATAR_26',
        is_using_default_name: true,
        name: 'Your Chromium',
        user_name: '',
      },
      'Profile 1': { active_time: 1795384077.190358, is_using_default_name: true, name: 'Person 1', user_name: '' },
    },
    last_active_profiles: ['Default', 'Profile 1'],
    last_used: 'Profile 1',
    profiles_order: ['Default', 'Profile 1'],
  },
})

describe('the profiles of Firefox', () => {
  test('are those that profiles.ini lists, by the names that -P takes', async () => {
    expect((await firefoxProfiles(profilesIni)).map(({ id }) => id)).toEqual([
      'default',
      'default-release',
      'Kunde #1; Büro \\ intern',
    ])
  })

  test.for([
    ['an empty file', '', []],
    ['Windows line ends', '[Profile0]\r\nName=Work\r\n', ['Work']],
    ['a name that would be an option', '[Profile0]\nName=-new-instance\n', []],
    ['a name that is a word of the parser', '[Profile0]\nName=true\n', ['true']],
    [
      'a list, a missing name and one with a control character',
      '[Profile0]\nName[]=a\n[Profile1]\n[Profile2]\nName=\u0007\n',
      [],
    ],
    ['names of the language', '[__proto__]\nName=x\n[Profile0]\n__proto__=y\nName=constructor\n', ['constructor']],
    ['what is no ini file', '\u0000\u0001]]][[[=', []],
  ] as const)('%s', async ([, text, names]) => {
    expect((await firefoxProfiles(text)).map(({ name }) => name)).toEqual(names)
    expect(Object.hasOwn(Object.prototype, 'Name')).toBe(false)
  })
})

describe('the profiles of Chromium', () => {
  test('are those of Local State, with the names that people gave them', () => {
    expect(chromiumProfiles(localState)).toEqual([
      { id: 'Default', name: 'Your Chromium' },
      { id: 'Profile 1', name: 'Person 1' },
    ])
  })

  test.for([
    ['no JSON', '{"profile":', []],
    ['another shape', '{"profile":{"info_cache":[1,null]}}', ['0', '1']],
    ['no profiles', '{"profile":null}', []],
    ['a folder elsewhere', '{"profile":{"info_cache":{"../../x":{"name":"x"},"a\\u0000b":{},"":{}}}}', []],
    ['a name that is none', '{"profile":{"info_cache":{"Default":{"name":7}}}}', ['Default']],
  ] as const)('%s', ([, text, names]) => {
    expect(chromiumProfiles(text).map(({ name }) => name)).toEqual(names)
  })
})

describe('where browsers are looked for', () => {
  const ids = (platform: NodeJS.Platform) =>
    browserCandidates({ env: { PATH: '/usr/bin' }, platform, home: '/home/alex' }).map(({ id }) => id)

  test('each has a name of its own, on every platform', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(new Set(ids(platform)).size).toBe(ids(platform).length)
      expect(ids(platform)).toContain('firefox')
      expect(ids(platform)).toContain('edge')
    }
  })

  test('a package of its own kind has profiles of its own', () => {
    const candidates = browserCandidates({
      env: { PATH: '/usr/bin:/snap/bin:x' },
      platform: 'linux',
      home: '/home/alex',
    })
    const of = (id: string) => candidates.find((each) => each.id === id)
    expect(of('chromium')).toMatchObject({
      programs: ['/usr/bin/chromium', '/usr/bin/chromium-browser'],
      folders: ['/home/alex/.config/chromium'],
    })
    expect(of('firefox-flatpak')).toMatchObject({
      programs: [
        '/var/lib/flatpak/exports/bin/org.mozilla.firefox',
        '/home/alex/.local/share/flatpak/exports/bin/org.mozilla.firefox',
      ],
      folders: [
        '/home/alex/.var/app/org.mozilla.firefox/.mozilla/firefox',
        '/home/alex/.var/app/org.mozilla.firefox/config/mozilla/firefox',
      ],
    })
    expect(of('chromium-snap')).toMatchObject({
      programs: ['/snap/bin/chromium'],
      folders: ['/home/alex/snap/chromium/common/chromium'],
    })
  })

  test('on macOS and Windows, in the folders of applications', () => {
    const mac = browserCandidates({ env: {}, platform: 'darwin', home: '/Users/alex' })
    expect(mac.find(({ id }) => id === 'chrome')).toMatchObject({
      programs: [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Users/alex/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ],
      folders: ['/Users/alex/Library/Application Support/Google/Chrome'],
    })
    const env = { ProgramFiles: 'C:\\Program Files', APPDATA: 'C:\\Users\\alex\\AppData\\Roaming' }
    const windows = browserCandidates({ env, platform: 'win32', home: 'C:\\Users\\alex' })
    expect(windows.find(({ id }) => id === 'firefox')).toMatchObject({
      programs: [
        'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
        'C:\\Users\\alex\\AppData\\Local\\Mozilla Firefox\\firefox.exe',
      ],
      folders: ['C:\\Users\\alex\\AppData\\Roaming\\Mozilla\\Firefox'],
    })
    expect(windows.find(({ id }) => id === 'edge')?.folders).toEqual([
      'C:\\Users\\alex\\AppData\\Local\\Microsoft\\Edge\\User Data',
    ])
  })
})

describe.runIf(process.platform === 'linux')('the browsers of a machine', () => {
  async function machine(programs: Readonly<Record<string, string>>) {
    const home = await mkdtemp(path.join(os.tmpdir(), 'lanyard-browsers-'))
    for (const [file, text] of Object.entries(programs)) {
      await mkdir(path.dirname(path.join(home, file)), { recursive: true })
      await writeFile(path.join(home, file), text)
      if (file.startsWith('bin/')) await chmod(path.join(home, file), 0o700)
    }
    const env = { PATH: `relative:${path.join(home, 'bin')}` }
    const found = await findBrowsers({ env, platform: 'linux', home })
    return found.filter(({ program }) => program.startsWith(home)).map(({ id, profiles }) => [id, profiles.length])
  }

  test('are those that can be run, with or without profiles', async () => {
    expect(
      await machine({
        'bin/firefox-esr': '#!/bin/sh\n',
        '.mozilla/firefox/profiles.ini': profilesIni,
        'bin/chromium': '#!/bin/sh\n',
        '.config/chromium/Local State': localState,
        'bin/vivaldi': '#!/bin/sh\n',
        'plain/brave': 'not a program',
      }),
    ).toEqual([
      ['firefox', 3],
      ['chromium', 2],
      ['vivaldi', 0],
    ])
  })

  test('a script that leads to a snap is not taken for the browser', async () => {
    expect(await machine({ 'bin/firefox': '#!/bin/sh\nexec /snap/bin/firefox "$@"\n' })).toEqual([])
  })
})

describe('a page is shown', () => {
  const url = 'https://d-1.awsapps.com/start?a=$(id)'
  const browser = { id: 'b', name: 'B', program: '/b', profiles: [{ id: 'Profile 1', name: 'Work' }] }

  test('in a profile as each family of browsers is told', () => {
    expect(pageWords({ ...browser, family: 'firefox' }, 'Profile 1', url)).toEqual(['-P', 'Profile 1', url])
    expect(pageWords({ ...browser, family: 'chromium' }, 'Profile 1', url)).toEqual([
      '--profile-directory=Profile 1',
      url,
    ])
    expect(pageWords({ ...browser, family: 'chromium' }, null, url)).toEqual([url])
  })

  test('in no profile that is not there', () => {
    expect(pageWords({ ...browser, family: 'firefox' }, 'Work', url)).toBeNull()
    expect(pageWords({ ...browser, family: 'chromium' }, '--headless', url)).toBeNull()
  })
})
