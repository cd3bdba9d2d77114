import '../agent/define.ts';
import { define } from '../agent/hosting.ts';
import { PanelMessage } from './plain-page/panel-message.ts';
import { HostPanel } from './plain-page/panel.ts';

define('sideseat-panel', HostPanel);
define('sideseat-panel-message', PanelMessage);
