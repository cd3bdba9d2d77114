import '../agent/define.ts';
import { define } from '../agent/hosting.ts';
import { HostPanel } from './plain-page/panel.ts';

define('sideseat-panel', HostPanel);
