import { expect } from '@open-wc/testing';
import { followKeyboard, type KeyboardInput } from '../../gateway/client/input/keyboard-input.ts';
import type { RemoteInput } from '../../gateway/protocol/input.ts';

/** `+KeyC` is down, `-KeyC` up, `"text"` text. */
const brief = (input: RemoteInput): string => {
  if (input.kind === 'text') return JSON.stringify(input.text);
  return input.kind === 'key' ? `${input.down ? '+' : '-'}${input.code}` : input.kind;
};

describe('keyboard of a controlled desktop', () => {
  let textarea: HTMLTextAreaElement;
  let keyboard: KeyboardInput;
  let sent: string[];
  let released: number;
  beforeEach(() => {
    textarea = document.createElement('textarea');
    document.body.append(textarea);
    textarea.focus();
    sent = [];
    released = 0;
    keyboard = followKeyboard(textarea, {
      send: (input) => sent.push(brief(input)),
      isRelease: (event) => event.ctrlKey && event.altKey && event.code === 'Escape',
      release: () => {
        sent.push('released');
        released += 1;
      },
    });
  });
  afterEach(() => {
    keyboard.stop();
    textarea.remove();
  });

  const NAMED: Record<string, string> = { Space: ' ', KeyC: 'c', KeyV: 'v', KeyA: 'a', KeyQ: 'q', Digit7: '7' };
  const keyOf = (code: string): string => NAMED[code] ?? code.replace(/^(Shift|Control|Alt|Meta)(Left|Right)$/, '$1');
  const fire = (type: string, code: string, init: KeyboardEventInit = {}): KeyboardEvent => {
    const event = new KeyboardEvent(type, { code, key: keyOf(code), bubbles: true, cancelable: true, composed: true, ...init });
    textarea.dispatchEvent(event);
    return event;
  };
  const down = (code: string, init?: KeyboardEventInit) => fire('keydown', code, init);
  const up = (code: string, init?: KeyboardEventInit) => fire('keyup', code, init);
  /** What an input method or a key leaves in the textarea. */
  const enter = (data: string, init: InputEventInit = {}): void => {
    textarea.value += data;
    textarea.dispatchEvent(new InputEvent('input', { data, inputType: 'insertText', bubbles: true, ...init }));
  };
  /** As a browser does after a key that nobody prevented. */
  const type = (code: string, data: string, init: KeyboardEventInit = {}): void => {
    if (!down(code, { key: data, ...init }).defaultPrevented) enter(data);
    up(code, { key: data, ...init });
  };
  const composition = (name: string, data: string): void => {
    textarea.dispatchEvent(new CompositionEvent(`composition${name}`, { data, bubbles: true }));
  };
  const compose = (data: string): void => {
    composition('update', data);
    textarea.value = data;
    textarea.dispatchEvent(new InputEvent('input', { data, inputType: 'insertCompositionText', isComposing: true }));
  };
  const take = (): string => sent.splice(0).join(' ');

  it('printable text goes as text, once, and Shift for it is not sent', () => {
    down('ShiftLeft', { shiftKey: true });
    type('KeyA', 'A', { shiftKey: true });
    up('ShiftLeft');
    type('KeyQ', 'q');
    type('Space', ' ');
    expect(take()).to.equal('"A" "q" " "');
    expect(textarea.value).to.equal('');
  });

  it('a letter that is held is typed again and again', () => {
    down('KeyA');
    enter('a');
    down('KeyA', { repeat: true });
    enter('a');
    up('KeyA');
    expect(take()).to.equal('"a" "a"');
  });

  it('keys without a character go as keys, repeat without a release between, and do nothing here', () => {
    expect(down('ArrowLeft').defaultPrevented).to.equal(true);
    down('ArrowLeft', { repeat: true });
    up('ArrowLeft');
    for (const code of ['Enter', 'Tab', 'Backspace', 'F5', 'Escape', 'ContextMenu']) {
      expect(down(code).defaultPrevented, code).to.equal(true);
      up(code);
    }
    expect(take()).to.equal(
      '+ArrowLeft +ArrowLeft -ArrowLeft +Enter -Enter +Tab -Tab +Backspace -Backspace +F5 -F5 +Escape -Escape +ContextMenu -ContextMenu',
    );
  });

  it('a key whose release was not told is released before it goes down again', () => {
    down('Delete');
    down('Delete');
    expect(take()).to.equal('+Delete -Delete +Delete');
  });

  it('the keypad without NumLock moves, with it types; its Enter is its own', () => {
    down('Numpad7', { key: 'Home' });
    up('Numpad7', { key: 'Home' });
    type('Numpad7', '7');
    down('NumpadEnter', { key: 'Enter' });
    up('NumpadEnter', { key: 'Enter' });
    expect(take()).to.equal('+Home -Home "7" +NumpadEnter -NumpadEnter');
  });

  it('a modifier goes down with the key that needs it, and up when it is released', () => {
    down('ShiftRight', { shiftKey: true });
    expect(take()).to.equal('');
    down('ArrowLeft', { shiftKey: true });
    up('ArrowLeft', { shiftKey: true });
    down('ArrowLeft', { shiftKey: true });
    expect(take()).to.equal('+ShiftRight +ArrowLeft -ArrowLeft +ArrowLeft');
    up('ShiftRight');
    up('ArrowLeft');
    expect(take()).to.equal('-ShiftRight -ArrowLeft');
  });

  it('shortcuts are keys, pasting too, and nothing of them reaches the textarea', () => {
    down('ControlLeft', { ctrlKey: true });
    expect(down('KeyV', { ctrlKey: true }).defaultPrevented).to.equal(true);
    up('KeyV', { ctrlKey: true });
    up('ControlLeft');
    expect(take()).to.equal('+ControlLeft +KeyV -KeyV -ControlLeft');
    down('AltLeft', { altKey: true });
    down('Digit7', { altKey: true, key: 'Dead' });
    up('Digit7', { altKey: true });
    up('AltLeft');
    expect(take()).to.equal('+AltLeft +Digit7 -Digit7 -AltLeft');
  });

  it('a letter of a shortcut goes up with its modifier, so that it does not type', () => {
    down('ControlLeft', { ctrlKey: true });
    down('KeyC', { ctrlKey: true });
    up('ControlLeft');
    expect(take()).to.equal('+ControlLeft +KeyC -KeyC -ControlLeft');
    up('KeyC');
    expect(take()).to.equal('');
  });

  it('a modifier that went down elsewhere is known by the next key', () => {
    down('KeyC', { ctrlKey: true });
    expect(take()).to.equal('+ControlLeft +KeyC');
    up('KeyC');
    down('ArrowUp');
    expect(take(), 'its release was not told either').to.equal('-KeyC -ControlLeft +ArrowUp');
    down('ControlLeft', { ctrlKey: true });
    down('ArrowUp', { repeat: true });
    down('ControlRight', { ctrlKey: true });
    take();
    down('KeyC', { ctrlKey: true });
    expect(take()).to.equal('+ControlRight +KeyC');
  });

  it('both Shifts go up when the release of one only is told (Windows)', () => {
    down('ShiftLeft', { shiftKey: true });
    down('ShiftRight', { shiftKey: true });
    down('ArrowUp', { shiftKey: true });
    up('ArrowUp', { shiftKey: true });
    take();
    up('ShiftRight');
    expect(take()).to.equal('-ShiftRight -ShiftLeft');
  });

  it('modifiers that are held go up before text', () => {
    down('ShiftLeft', { shiftKey: true });
    down('ArrowLeft', { shiftKey: true });
    up('ArrowLeft', { shiftKey: true });
    type('KeyA', 'A', { shiftKey: true });
    down('ArrowLeft', { shiftKey: true });
    expect(take()).to.equal('+ShiftLeft +ArrowLeft -ArrowLeft -ShiftLeft "A" +ShiftLeft +ArrowLeft');
  });

  it('Alt or Meta alone is a tap; Shift, Control, and any two together are nothing', () => {
    down('AltLeft', { altKey: true });
    down('AltLeft', { altKey: true, repeat: true });
    up('AltLeft');
    down('MetaRight', { metaKey: true });
    up('MetaRight');
    expect(take()).to.equal('+AltLeft -AltLeft +MetaRight -MetaRight');
    for (const [code, flag] of [['ShiftLeft', 'shiftKey'], ['ControlLeft', 'ctrlKey']] as const) {
      down(code, { [flag]: true });
      up(code);
    }
    down('AltLeft', { altKey: true });
    down('ShiftLeft', { altKey: true, shiftKey: true });
    up('ShiftLeft', { altKey: true });
    up('AltLeft');
    down('ShiftLeft', { shiftKey: true });
    down('AltLeft', { altKey: true, shiftKey: true });
    up('AltLeft', { shiftKey: true });
    up('ShiftLeft');
    expect(take()).to.equal('');
  });

  it('the system shows other windows with Alt: no tap when the focus comes back', () => {
    down('AltLeft', { altKey: true });
    textarea.blur();
    textarea.focus();
    up('AltLeft');
    expect(take()).to.equal('');
    down('AltLeft', { altKey: true });
    textarea.blur();
    textarea.focus();
    down('AltRight', { altKey: true });
    up('AltRight');
    expect(take(), 'the next is one again').to.equal('+AltRight -AltRight');
  });

  it('Alt and a number on the keypad is a character that the system makes (Windows)', () => {
    down('AltLeft', { altKey: true });
    for (const digit of ['0', '2', '2', '8']) {
      expect(down(`Numpad${digit}`, { key: digit, altKey: true }).defaultPrevented).to.equal(false);
      up(`Numpad${digit}`, { key: digit, altKey: true });
    }
    up('AltLeft');
    enter('ä');
    expect(take()).to.equal('"ä"');
  });

  it('AltGr types: neither as Control and Alt (Windows), nor as a key of its own (X), is it sent', () => {
    const altGraph = { modifierAltGraph: true };
    down('ControlLeft', { ctrlKey: true });
    down('AltRight', { key: 'AltGraph', ctrlKey: true, altKey: true, ...altGraph });
    type('KeyQ', '@', { ctrlKey: true, altKey: true, ...altGraph });
    up('ControlLeft', { altKey: true, ...altGraph });
    up('AltRight', { key: 'AltGraph' });
    down('AltRight', { key: 'AltGraph' });
    type('KeyQ', '@', altGraph);
    up('AltRight', { key: 'AltGraph', ...altGraph });
    expect(take()).to.equal('"@" "@"');
    expect(down('AltRight', { key: 'AltGraph', altKey: true }).defaultPrevented).to.equal(false);
    up('AltRight', { key: 'AltGraph' });
    expect(take(), 'alone').to.equal('');
    down('ArrowLeft', { ctrlKey: true, altKey: true, ...altGraph });
    expect(take()).to.equal('+ArrowLeft');
  });

  describe('on macOS', () => {
    beforeEach(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel', configurable: true }));
    afterEach(() => Reflect.deleteProperty(navigator, 'platform'));

    it('Option types, and is Alt with keys that have no character', () => {
      down('AltLeft', { altKey: true, modifierAltGraph: true });
      type('KeyQ', '@', { altKey: true, modifierAltGraph: true });
      expect(down('KeyE', { key: 'Dead', altKey: true }).defaultPrevented).to.equal(false);
      down('ArrowLeft', { altKey: true, modifierAltGraph: true });
      up('ArrowLeft', { altKey: true });
      up('AltLeft');
      expect(take()).to.equal('"@" +AltLeft +ArrowLeft -ArrowLeft -AltLeft');
    });
  });

  it('a key with Meta is pressed and released at once, since macOS does not tell its release', () => {
    down('MetaLeft', { metaKey: true });
    down('KeyV', { metaKey: true });
    down('KeyV', { metaKey: true });
    up('MetaLeft');
    expect(take()).to.equal('+MetaLeft +KeyV -KeyV +KeyV -KeyV -MetaLeft');
  });

  it('with Meta everything else goes up', () => {
    down('ArrowLeft');
    down('MetaLeft', { metaKey: true });
    down('Home', { metaKey: true });
    expect(take()).to.equal('+ArrowLeft +MetaLeft +Home -Home');
    up('MetaLeft');
    expect(take()).to.equal('-MetaLeft -ArrowLeft');
  });

  it('a dead key types what it becomes, as Chromium tells it', () => {
    down('Equal', { key: 'Process', keyCode: 229 } as KeyboardEventInit);
    composition('start', '');
    compose('´');
    down('KeyE', { key: 'Process', keyCode: 229, isComposing: true } as KeyboardEventInit);
    compose('é');
    expect(take(), 'nothing while it is composed').to.equal('');
    composition('end', 'é');
    up('KeyE', { key: 'e' });
    expect(take()).to.equal('"é"');
  });

  it('a composition is sent once, in whichever order the browser ends it', () => {
    composition('start', '');
    compose('に');
    for (const code of ['Enter', 'Backspace', 'ArrowDown']) down(code, { isComposing: true });
    compose('日本');
    composition('end', '日本');
    expect(take()).to.equal('"日本"');
    composition('start', '');
    compose('語');
    composition('end', '語');
    enter('', { inputType: 'insertCompositionText' }); // Firefox
    expect(take()).to.equal('"語"');
    composition('start', '');
    compose('x');
    textarea.value = '';
    composition('end', '');
    expect(take(), 'given up').to.equal('');
  });

  it('keys that an input method takes are left to it: Safari tells so by the number only', () => {
    expect(down('Enter', { keyCode: 229 } as KeyboardEventInit).defaultPrevented).to.equal(false);
    for (const [code, key] of [['Backquote', 'ZenkakuHankaku'], ['Quote', 'Dead'], ['KeyA', 'Unidentified'], ['Lang1', 'HangulMode']])
      expect(down(code ?? '', { key: key ?? '' }).defaultPrevented, key).to.equal(false);
    expect(take()).to.equal('');
  });

  it('keys that are not in the protocol, and locks, are left to the browser', () => {
    for (const code of ['CapsLock', 'NumLock', 'AudioVolumeUp', 'BrowserBack', 'F13']) {
      expect(down(code).defaultPrevented, code).to.equal(false);
      up(code);
    }
    down('F13', { ctrlKey: true });
    expect(take()).to.equal('');
  });

  it('a keyboard on the screen, which tells no codes, types', () => {
    type('', 'b');
    down('', { key: 'Enter' });
    up('', { key: 'Enter' });
    enter('a\nb');
    expect(take()).to.equal('"b" +Enter -Enter "a" +Enter -Enter "b"');
    for (const key of ['Enter', 'Backspace']) down('', { key });
    for (const key of ['Enter', 'Backspace']) up('', { key });
    expect(take()).to.equal('+Enter +Backspace -Enter -Backspace');
  });

  it('the clipboard of this desktop does not get in, by whichever menu', () => {
    const asked = (inputType: string): boolean =>
      textarea.dispatchEvent(new InputEvent('beforeinput', { inputType, cancelable: true }));
    expect(['insertFromPaste', 'insertFromDrop', 'insertFromYank', 'historyUndo'].filter(asked)).to.deep.equal([]);
    expect(asked('insertText')).to.equal(true);
  });

  it('shortcuts of the page get no key meanwhile', () => {
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.code);
    document.addEventListener('keydown', listen);
    document.addEventListener('keyup', listen);
    type('KeyA', 'a');
    down('F5');
    up('F5');
    document.removeEventListener('keydown', listen);
    document.removeEventListener('keyup', listen);
    expect(heard).to.deep.equal([]);
  });

  it('the release shortcut: what is held goes up first, nothing of it is sent', () => {
    down('ArrowUp');
    take();
    down('ControlLeft', { ctrlKey: true });
    down('AltLeft', { ctrlKey: true, altKey: true });
    expect(down('Escape', { ctrlKey: true, altKey: true }).defaultPrevented).to.equal(true);
    up('Escape', { ctrlKey: true, altKey: true });
    up('AltLeft', { ctrlKey: true });
    up('ControlLeft');
    expect(take()).to.equal('-ArrowUp released');
    expect(released).to.equal(1);
  });

  it('a button or the wheel brings modifiers down and up, and makes them more than a tap', () => {
    const mouse = (type: string, init: MouseEventInit = {}) => new MouseEvent(type, init);
    down('AltRight', { altKey: true });
    keyboard.syncModifiers(mouse('pointerdown', { altKey: true }));
    expect(take()).to.equal('+AltRight');
    up('AltRight');
    expect(take()).to.equal('-AltRight');
    down('MetaLeft', { metaKey: true });
    keyboard.syncModifiers(mouse('wheel', { metaKey: true, modifierAltGraph: true }));
    keyboard.syncModifiers(mouse('wheel'));
    expect(take()).to.equal('+MetaLeft -MetaLeft');
    up('MetaLeft');
    expect(take()).to.equal('');
  });

  it('without the focus no modifier goes down; a press on the picture takes the focus', () => {
    textarea.blur();
    keyboard.syncModifiers(new MouseEvent('wheel', { shiftKey: true }));
    expect(take()).to.equal('');
    keyboard.syncModifiers(new MouseEvent('pointerdown', { shiftKey: true }));
    expect(take()).to.equal('+ShiftLeft');
    expect(document.activeElement).to.equal(textarea);
  });

  it('when the focus goes, everything goes up', () => {
    down('ShiftLeft', { shiftKey: true });
    down('ArrowLeft', { shiftKey: true });
    take();
    textarea.blur();
    expect(take()).to.equal('-ArrowLeft -ShiftLeft');
  });

  it('stop() lets everything go, and nothing is sent any more', () => {
    down('ControlLeft', { ctrlKey: true });
    down('KeyC', { ctrlKey: true });
    take();
    keyboard.stop();
    expect(take()).to.equal('-KeyC -ControlLeft');
    keyboard.stop();
    down('ArrowLeft');
    enter('a');
    textarea.blur();
    expect(take()).to.equal('');
  });
});
