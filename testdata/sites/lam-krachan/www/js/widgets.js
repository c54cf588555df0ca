var _WidgetManager={_RegisterWidget:function(){}};function _WidgetInfo(){}
