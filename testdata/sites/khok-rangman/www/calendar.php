<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>ปฏิทินงาน</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>ปฏิทินงาน</h2><p>ไม่มีรายการในเดือนนี้</p></body>
</html>