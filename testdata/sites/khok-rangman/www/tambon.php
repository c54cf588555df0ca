<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>รพ.สต.ในสังกัด</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>รพ.สต.ในสังกัด</h2><table border="1" cellspacing="0" cellpadding="3"><tr><td>รพ.สต.</td><td>ผอ.</td><td>โทร</td></tr><tr><td>บ้านรังมัน</td><td>นายคำพันธ์ สีทา</td><td>044-761500</td></tr><tr><td>โนนหัวช้าง</td><td>นางทองใบ สุขรี</td><td>044-761511</td></tr></table></body>
</html>