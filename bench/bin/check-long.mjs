#!/usr/bin/env node
import '../dist/check-long-main.js';
